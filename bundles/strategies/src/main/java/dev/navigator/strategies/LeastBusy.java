package dev.navigator.strategies;

import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.routing.RequestView;
import java.util.Map;

/** {@code least-busy}: the instance with the fewest exchanges in flight; among equals the first. Stock default. */
public final class LeastBusy implements InstanceSelector {

    @Override
    public int select(Candidates candidates, RequestView request, Map<String, String> options) {
        int best = 0;
        int least = candidates.inFlight(0);
        for (int index = 1; index < candidates.size() && least > 0; index++) {
            int inFlight = candidates.inFlight(index);
            if (inFlight < least) {
                best = index;
                least = inFlight;
            }
        }
        return best;
    }
}
