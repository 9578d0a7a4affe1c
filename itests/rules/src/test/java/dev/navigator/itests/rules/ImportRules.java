package dev.navigator.itests.rules;

import dev.navigator.itests.rules.Type.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who may import whom. Each rule answers its breaches, one sentence each: bundle, package, rule.
 *
 * <p>Manifests say what the framework wires; classes say what is used all the same, through a copied or an excluded package.
 */
final class ImportRules {

    /** The one bundle of ours that may use a library. */
    private static final Map<String, String> HOMES = Map.of(
            "org.apache.hc.", "dev.navigator.proxy",
            "org.yaml.snakeyaml", "dev.navigator.config",
            "org.apache.felix.gogo", "dev.navigator.shell",
            "org.apache.felix.service.command", "dev.navigator.shell",
            "org.apache.felix.service.threadio", "dev.navigator.shell");

    private static final List<String> API_MAY_USE =
            List.of("java.", Bundle.API + ".", "org.osgi.annotation.", "org.jspecify.annotations");

    private ImportRules() {}

    /** Rule 1: the API imports only {@code java.*} and OSGi annotations. */
    static List<String> apiStandsAlone(Bundle api) {
        List<String> breaches = new ArrayList<>();
        api.imports().stream().sorted().forEach(imported -> breaches.add(breach(1, api, "imports", imported)));
        for (String used : packagesUsed(api, name -> API_MAY_USE.stream().noneMatch(name::startsWith))) {
            breaches.add(breach(1, api, "uses", used));
        }
        return breaches;
    }

    /** Rule 2: an implementation exports nothing and imports no other implementation. */
    static List<String> implementationsMeetThroughServices(Bundle bundle) {
        List<String> breaches = new ArrayList<>();
        Predicate<String> foreign =
                name -> name.startsWith("dev.navigator.") && !inside(name, Bundle.API) && !inside(name, bundle.name());
        bundle.exports().keySet().stream().sorted().forEach(name -> breaches.add(breach(2, bundle, "exports", name)));
        bundle.imports().stream()
                .filter(foreign)
                .sorted()
                .forEach(name -> breaches.add(breach(2, bundle, "imports", name)));
        for (String used : packagesUsed(bundle, foreign)) {
            breaches.add(breach(2, bundle, "uses", used));
        }
        return breaches;
    }

    /** Rule 3, the API's side: who implements an interface is plain from its package, and every package has a version. */
    static List<String> consumersAndProvidersAreApart(Bundle api) {
        List<String> breaches = new ArrayList<>();
        api.exports().forEach((name, version) -> {
            if (version.isEmpty()) {
                breaches.add(breach(3, api, "exports without a version", name));
            }
        });
        for (Type type : sorted(api.types())) {
            if (type.isNested()) {
                continue;
            }
            boolean spi = isSpi(type.packageName());
            if (spi && type.role() != Role.CONSUMER) {
                breaches.add(breach(3, api, "has in a package of @ConsumerType interfaces alone", type.name()));
            } else if (!spi && (type.role() == Role.CONSUMER || type.role() == Role.UNDECLARED)) {
                breaches.add(breach(3, api, "has, not being a @ProviderType, outside a package .spi", type.name()));
            }
        }
        return breaches;
    }

    /** Rule 3, a plugin's side: it uses the {@code .spi} packages and what their signatures show. */
    static List<String> pluginsUseOnlyTheSpi(Bundle plugin, Bundle api) {
        Set<String> allowed = shownBySpi(api);
        return plugin.types().stream()
                .flatMap(type -> type.uses().stream())
                .filter(used -> inside(used, Bundle.API) && !allowed.contains(used))
                .sorted()
                .distinct()
                .map(used -> breach(3, plugin, "uses outside the packages .spi and the values they show", used))
                .toList();
    }

    /** Rule 4: a library is used by one bundle. */
    static List<String> librariesStayAtHome(Bundle bundle) {
        List<String> breaches = new ArrayList<>();
        Predicate<String> strange = name -> HOMES.entrySet().stream()
                .anyMatch(
                        home -> name.startsWith(home.getKey()) && !bundle.name().equals(home.getValue()));
        bundle.imports().stream()
                .filter(strange)
                .sorted()
                .forEach(name -> breaches.add(breach(4, bundle, "imports", name)));
        for (String used : packagesUsed(bundle, strange)) {
            breaches.add(breach(4, bundle, "uses", used));
        }
        return breaches;
    }

    private static Set<String> shownBySpi(Bundle api) {
        Map<String, Type> byName = new HashMap<>();
        api.types().forEach(type -> byName.put(type.name(), type));
        Set<String> shown = new HashSet<>();
        ArrayDeque<String> next = new ArrayDeque<>();
        api.types().stream().filter(type -> isSpi(type.packageName())).forEach(type -> next.add(type.name()));
        while (!next.isEmpty()) {
            Type type = byName.get(next.remove());
            if (type != null && shown.add(type.name())) {
                next.addAll(type.shows());
            }
        }
        return shown;
    }

    private static Set<String> packagesUsed(Bundle bundle, Predicate<String> typeName) {
        Set<String> packages = new TreeSet<>();
        bundle.types().stream()
                .flatMap(type -> type.uses().stream())
                .filter(typeName)
                .forEach(used -> packages.add(Type.packageOf(used)));
        return packages;
    }

    private static boolean inside(String name, String packageName) {
        return name.equals(packageName) || name.startsWith(packageName + ".");
    }

    private static boolean isSpi(String packageName) {
        return packageName.endsWith(".spi");
    }

    private static List<Type> sorted(Collection<Type> types) {
        return types.stream().sorted(Comparator.comparing(Type::name)).toList();
    }

    private static String breach(int rule, Bundle bundle, String does, String what) {
        return "rule " + rule + ": bundle '" + bundle.name() + "' " + does + " '" + what + "'";
    }
}
