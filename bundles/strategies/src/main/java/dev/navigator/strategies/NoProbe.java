package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;

/** {@code none}: nothing is asked beyond what the pool insists on, that a process of the instance's own listens on its port. */
public final class NoProbe implements ReadinessProbe {

    @Override
    public boolean ready(ProbeContext context) {
        return true;
    }
}
