package dev.navigator.api.strategy;

import java.util.Map;
import java.util.Optional;

/**
 * A strategy that a bundle offers, as operators see it.
 *
 * @param name the service property {@value #NAME_PROPERTY}; by default the simple name of the class
 * @param bundle symbolic name of the bundle it came from; empty where nobody knows it
 * @param version of that bundle, which a {@link StrategyChoice} may pin; 0.0.0 where nobody knows it
 * @param bundleId of that bundle; -1 where nobody knows it
 * @param ranking the service ranking; the highest serves where no name is chosen
 * @param serviceId breaks ties: the oldest serves
 * @param failures decisions it failed to make since it was offered
 * @param quarantined whether it failed so often that it is asked no more until it is updated
 * @param lastFailure what it did the last time it failed
 */
public record StrategyOffer(
        String name,
        String bundle,
        String version,
        long bundleId,
        int ranking,
        long serviceId,
        int failures,
        boolean quarantined,
        Optional<String> lastFailure) {

    /** The service property that carries a strategy's name. */
    public static final String NAME_PROPERTY = "navigator.strategy";

    /**
     * The service property that names the description of a strategy's options: the {@code id} of an object class definition
     * in the metatype of its bundle. Without it any option is taken.
     */
    public static final String OPTIONS_PROPERTY = "navigator.options";

    private static final String NO_VERSION = "0.0.0";

    /** What {@code strategy} is offered as by an unknown bundle. */
    static StrategyOffer of(Object strategy, Map<String, ?> properties) {
        return of(strategy, properties, "", NO_VERSION);
    }

    static StrategyOffer of(Object strategy, Map<String, ?> properties, String bundle, String version) {
        return new StrategyOffer(
                properties.get(NAME_PROPERTY) instanceof String name
                        ? name
                        : strategy.getClass().getSimpleName(),
                bundle,
                version,
                properties.get("service.bundleid") instanceof Long id ? id : -1,
                properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
                properties.get("service.id") instanceof Long service ? service : Long.MAX_VALUE,
                0,
                false,
                Optional.empty());
    }

    /** For people: {@code org.acme.ports 1.0.0 (23)}, or {@code bundle 23}. */
    public String origin() {
        return bundle.isEmpty() ? "bundle " + bundleId : bundle + " " + version + " (" + bundleId + ")";
    }
}
