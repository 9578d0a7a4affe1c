package dev.navigator.shell;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.pool.spi.EvictionPolicy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.routing.spi.Router;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Which strategies are offered, in the order in which they serve where nobody chooses, and which choices of the configuration
 * nobody offers, so that the built-in serves.
 */
final class Strategies {

    private record Offer(String name, int ranking, String bundle) {}

    private final Map<StrategyKind, List<Offer>> offers = new LinkedHashMap<>();

    Strategies(BundleContext context) {
        for (StrategyKind kind : StrategyKind.values()) {
            offers.put(kind, offers(context, type(kind)));
        }
    }

    /** A row for each strategy; for each kind the first serves where nobody chooses, the built-in comes last. */
    Table table() {
        Table table = new Table("DECISION", "STRATEGY", "RANKING", "BUNDLE");
        offers.forEach((kind, offered) -> {
            offered.forEach(offer -> table.row(kind.key(), offer.name(), offer.ranking(), offer.bundle()));
            table.row(kind.key(), "(built-in)", "-", offered.isEmpty() ? "serves" : "if the others fail");
        });
        return table;
    }

    /** What the configuration asks for in vain, each a sentence. */
    List<String> unmet(Configuration configuration) {
        List<String> unmet = new ArrayList<>();
        configuration.tenants().forEach(tenant -> tenant.strategies()
                .forEach((kind, choice) -> check("tenant '" + tenant.id() + "'", kind, choice, unmet)));
        configuration
                .managedProcesses()
                .forEach(process -> check(
                        "managed process '" + process.name() + "'", StrategyKind.RESTART, process.restart(), unmet));
        return unmet;
    }

    private void check(String subject, StrategyKind kind, StrategyChoice choice, List<String> unmet) {
        choice.name()
                .filter(name -> offers.getOrDefault(kind, List.of()).stream()
                        .noneMatch(offer -> offer.name().equals(name)))
                .ifPresent(name ->
                        unmet.add(subject + ": nobody offers " + kind.key() + " '" + name + "'; the built-in serves"));
    }

    private static Class<?> type(StrategyKind kind) {
        return switch (kind) {
            case PORT_SELECTOR -> PortSelector.class;
            case LAUNCH -> LaunchCommandFactory.class;
            case READINESS -> ReadinessProbe.class;
            case RESTART -> RestartPolicy.class;
            case SCALING -> ScalingPolicy.class;
            case INSTANCE_SELECTOR -> InstanceSelector.class;
            case EVICTION -> EvictionPolicy.class;
            case ROUTER -> Router.class;
        };
    }

    private static List<Offer> offers(BundleContext context, Class<?> type) {
        ServiceReference<?>[] references;
        try {
            references = context.getServiceReferences(type.getName(), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
        return references == null
                ? List.of()
                : Arrays.stream(references)
                        .sorted(Comparator.reverseOrder())
                        .map(reference -> new Offer(name(context, reference), ranking(reference), bundle(reference)))
                        .toList();
    }

    private static String name(BundleContext context, ServiceReference<?> reference) {
        if (reference.getProperty(StrategyOffer.NAME_PROPERTY) instanceof String name) {
            return name;
        }
        Object strategy = context.getService(reference);
        if (strategy == null) {
            return "leaving";
        }
        context.ungetService(reference);
        return strategy.getClass().getSimpleName();
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private static String bundle(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "leaving" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
