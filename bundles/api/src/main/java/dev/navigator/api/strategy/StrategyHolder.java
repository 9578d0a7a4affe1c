package dev.navigator.api.strategy;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** A part of Navigator that asks strategies; offered as a service by each, for operators to see how its strategies do. */
@ProviderType
public interface StrategyHolder {

    /** What is offered to this part now, for each kind it asks, in the order in which it would serve. Never blocks. */
    Map<StrategyKind, List<StrategyOffer>> strategies();
}
