package dev.navigator.strategies;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.strategy.StrategyOffer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.service.component.annotations.Component;

/** {@code random}: any free port, so that nobody can count on one. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=random", "service.ranking:Integer=-101"})
public final class RandomPort implements PortSelector {

    @Override
    public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        int seed = ThreadLocalRandom.current().nextInt();
        return PortPreference.first(free, port -> PortPreference.mix(port ^ seed));
    }
}
