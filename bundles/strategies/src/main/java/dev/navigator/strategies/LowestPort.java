package dev.navigator.strategies;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.strategy.StrategyOffer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.osgi.service.component.annotations.Component;

/** {@code lowest}: the first free port of the range. Stock default. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=lowest", "service.ranking:Integer=-100"})
public final class LowestPort implements PortSelector {

    @Override
    public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        return OptionalInt.of(free.first());
    }
}
