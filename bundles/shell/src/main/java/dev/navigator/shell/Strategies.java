package dev.navigator.shell;

import dev.navigator.api.config.ChosenStrategy;
import dev.navigator.api.config.Configuration;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyHolder;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * Which strategies are offered, in the order in which they serve where nobody chooses, how they have done, and which choices of
 * the configuration nobody offers, so that the built-in serves.
 */
final class Strategies {

    /** A service, and what those who ask it say of it. */
    private record Offer(String name, int ranking, String bundle, Version version, List<StrategyOffer> records) {

        boolean quarantined() {
            return records.stream().anyMatch(StrategyOffer::quarantined);
        }

        int failures() {
            return records.stream().mapToInt(StrategyOffer::failures).sum();
        }

        String lastFailure() {
            return records.stream()
                    .flatMap(record -> record.lastFailure().stream())
                    .findFirst()
                    .orElse("not known");
        }

        String health() {
            String failures = failures() == 0 ? "-" : Integer.toString(failures());
            return quarantined() ? failures + ", quarantined" : failures;
        }

        String origin() {
            return bundle + " " + version;
        }

        boolean answers(String wanted, StrategyChoice choice) {
            return name.equals(wanted)
                    && choice.version()
                            .map(range -> new VersionRange(range).includes(version))
                            .orElse(true);
        }
    }

    private final Map<StrategyKind, List<Offer>> offers = new LinkedHashMap<>();

    Strategies(BundleContext context) {
        List<Map<StrategyKind, List<StrategyOffer>>> holders =
                Whiteboard.ask(context, StrategyHolder.class, StrategyHolder::strategies);
        for (StrategyKind kind : StrategyKind.values()) {
            List<StrategyOffer> records = holders.stream()
                    .flatMap(holder -> holder.getOrDefault(kind, List.of()).stream())
                    .toList();
            offers.put(
                    kind,
                    Whiteboard.references(context, kind.service()).stream()
                            .map(reference -> offer(context, reference, records))
                            .toList());
        }
    }

    /** A row for each strategy; for each kind the first serves where nobody chooses, the built-in comes last. */
    Table table() {
        Table table = new Table("DECISION", "STRATEGY", "RANKING", "FAILURES", "BUNDLE");
        offers.forEach((kind, offered) -> {
            offered.forEach(
                    offer -> table.row(kind.key(), offer.name(), offer.ranking(), offer.health(), offer.origin()));
            boolean serves = offered.stream().allMatch(Offer::quarantined);
            table.row(kind.key(), "(built-in)", "-", "-", serves ? "serves" : "if the others fail");
        });
        return table;
    }

    /** Who was found wanting, each a sentence. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        offers.forEach((kind, offered) -> offered.stream()
                .filter(Offer::quarantined)
                .forEach(offer -> problems.add(kind.key() + " '" + offer.name() + "' of " + offer.origin()
                        + ": quarantined, the last time it " + offer.lastFailure() + "; update its bundle")));
        return problems;
    }

    /** What the configuration asks for in vain, each a sentence. */
    List<String> unmet(Configuration configuration) {
        return configuration.chosenStrategies().stream()
                .flatMap(chosen -> unmet(chosen).stream())
                .toList();
    }

    private Optional<String> unmet(ChosenStrategy chosen) {
        StrategyChoice choice = chosen.choice();
        String name = choice.name().orElseThrow();
        List<Offer> there = offers.getOrDefault(chosen.kind(), List.of());
        if (there.stream().anyMatch(offer -> offer.answers(name, choice))) {
            return Optional.empty();
        }
        String pinned = choice.version().map(range -> " in version " + range).orElse("");
        String others = there.stream()
                .filter(offer -> offer.name().equals(name))
                .map(Offer::origin)
                .collect(Collectors.joining(", "));
        return Optional.of(chosen.by() + ": nobody offers " + chosen.kind().key() + " '" + name + "'" + pinned
                + (others.isEmpty() ? "" : ", only " + others) + "; the built-in serves");
    }

    private static Offer offer(BundleContext context, ServiceReference<?> reference, List<StrategyOffer> records) {
        Bundle bundle = reference.getBundle();
        Object id = reference.getProperty(Constants.SERVICE_ID);
        return new Offer(
                name(context, reference),
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                bundle == null ? "leaving" : bundle.getSymbolicName(),
                bundle == null ? Version.emptyVersion : bundle.getVersion(),
                records.stream()
                        .filter(record -> id instanceof Long service && record.serviceId() == service)
                        .toList());
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
}
