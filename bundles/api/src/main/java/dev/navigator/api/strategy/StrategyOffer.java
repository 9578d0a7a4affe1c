package dev.navigator.api.strategy;

import java.util.Map;

/**
 * A strategy that a bundle offers, as operators see it.
 *
 * @param name the service property {@value #NAME_PROPERTY}; by default the simple name of the class
 * @param bundleId of the bundle it came from; -1 for a built-in
 * @param ranking the service ranking; the highest serves where no name is chosen
 * @param serviceId breaks ties: the oldest serves
 * @param failures decisions it failed to make since it was offered
 * @param quarantined whether it failed so often that it is asked no more until it is updated
 */
public record StrategyOffer(
        String name, long bundleId, int ranking, long serviceId, int failures, boolean quarantined) {

    /** The service property that carries a strategy's name. */
    public static final String NAME_PROPERTY = "navigator.strategy";

    static StrategyOffer of(Object strategy, Map<String, ?> properties) {
        return new StrategyOffer(
                properties.get(NAME_PROPERTY) instanceof String name
                        ? name
                        : strategy.getClass().getSimpleName(),
                properties.get("service.bundleid") instanceof Long bundle ? bundle : -1,
                properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
                properties.get("service.id") instanceof Long service ? service : Long.MAX_VALUE,
                0,
                false);
    }
}
