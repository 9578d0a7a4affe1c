package dev.navigator.launcher.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a bundle needs and nobody has, in words. */
final class Requirements {

    private static final Pattern VALUE = Pattern.compile("\\(([\\w.]+)(>=|<=|=)([^()]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^()]+)\\)\\)");

    private Requirements() {}

    /** For people; empty when everything is there. */
    static String lacking(Bundle bundle, BundleContext context) {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        List<BundleRequirement> needed = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null);
        return needed.stream()
                .filter(requirement ->
                        !"optional".equals(requirement.getDirectives().get("resolution"))
                                && !"dynamic".equals(requirement.getDirectives().get("resolution"))
                                && wiring.findProviders(requirement).isEmpty())
                .map(requirement -> describe(requirement, context))
                .collect(Collectors.joining("; "));
    }

    private static String describe(BundleRequirement requirement, BundleContext context) {
        String filter = Objects.requireNonNullElse(requirement.getDirectives().get("filter"), "");
        if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return requirement.getNamespace() + " " + filter + " is not there";
        }
        Matcher value = VALUE.matcher(filter);
        String name = "";
        String from = "";
        while (value.find()) {
            if (value.group(1).equals(PackageNamespace.PACKAGE_NAMESPACE)) {
                name = value.group(3);
            } else if (value.group(1).equals("version") && from.isEmpty()) {
                from = value.group(3);
            }
        }
        Matcher below = BELOW.matcher(filter);
        String range =
                from.isEmpty() ? "" : " from version " + from + (below.find() ? " to below " + below.group(1) : "");
        String offered = offered(name, context);
        return "package " + name + range + " is not there" + (offered.isEmpty() ? "" : ", only " + offered);
    }

    private static String offered(String name, BundleContext context) {
        return Arrays.stream(context.getBundles())
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .map(capability -> capability.getAttributes())
                .filter(attributes -> name.equals(attributes.get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(Requirements::version)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    private static String version(Map<String, Object> attributes) {
        return String.valueOf(attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
    }
}
