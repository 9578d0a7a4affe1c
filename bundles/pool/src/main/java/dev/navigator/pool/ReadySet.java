package dev.navigator.pool;

import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.StickySelector;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategySlot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instances of a tenant that take requests: immutable, but for how busy they are. Leasing takes no lock. */
final class ReadySet implements Candidates {

    private static final int LONGEST_COOKIE = 4096;

    static final ReadySet EMPTY = new ReadySet(List.of(), 0);

    private final Target[] targets;
    private final int concurrency;

    ReadySet(List<Target> targets, int concurrency) {
        this.targets = targets.toArray(Target[]::new);
        this.concurrency = concurrency;
    }

    @Override
    public int size() {
        return targets.length;
    }

    @Override
    public InstanceId id(int index) {
        return targets[index].id();
    }

    @Override
    public int inFlight(int index) {
        return targets[index].occupancy().inFlight();
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    List<Target> targets() {
        return List.of(targets);
    }

    /**
     * A place on the instance that a strategy prefers, else on the least busy one; null when all are full. Those that owe an
     * answer to the last request are left to requests that find no place elsewhere.
     */
    @Nullable
    InstanceLease tryLease(RequestView request, StrategySlot<InstanceSelector> selectors, StrategyChoice choice) {
        ReadySet answering = answering();
        InstanceLease lease = answering == this ? null : answering.tryLeaseAny(request, selectors, choice);
        return lease == null ? tryLeaseAny(request, selectors, choice) : lease;
    }

    /** Without those that do not answer; this one when there are none, or no others. */
    private ReadySet answering() {
        int count = 0;
        for (Target target : targets) {
            count += target.answers() ? 1 : 0;
        }
        return count == 0 || count == targets.length
                ? this
                : new ReadySet(targets().stream().filter(Target::answers).toList(), concurrency);
    }

    private @Nullable InstanceLease tryLeaseAny(
            RequestView request, StrategySlot<InstanceSelector> selectors, StrategyChoice choice) {
        InstanceLease lease = null;
        if (targets.length > 1) {
            int preferred = selectors.decide(
                    choice,
                    selector -> selector.select(this, request, choice.options()),
                    index -> index >= -1 && index < targets.length);
            lease = preferred < 0 ? null : targets[preferred].tryLease(concurrency);
        }
        if (lease == null) {
            lease = tryLeaseLeastBusy();
        }
        return lease != null && selectors.serves(choice, ReadySet::sticky)
                ? withCookie(lease, request, selectors, choice)
                : lease;
    }

    private static boolean sticky(InstanceSelector selector) {
        return selector instanceof StickySelector;
    }

    private InstanceLease withCookie(
            InstanceLease lease, RequestView request, StrategySlot<InstanceSelector> selectors, StrategyChoice choice) {
        int chosen = index(lease.instance());
        @Nullable
        String cookie = selectors.decide(
                choice,
                selector -> selector instanceof StickySelector sticky
                        ? sticky.cookie(this, chosen, request, choice.options())
                        : null,
                ReadySet::sendable);
        return cookie == null ? lease : lease.withCookie(cookie);
    }

    private int index(InstanceId id) {
        int index = 0;
        while (!targets[index].id().equals(id)) {
            index++;
        }
        return index;
    }

    /** Nothing but what fits into one field of a response. */
    private static boolean sendable(@Nullable String cookie) {
        return cookie == null
                || (!cookie.isEmpty()
                        && cookie.length() <= LONGEST_COOKIE
                        && cookie.chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }

    private @Nullable InstanceLease tryLeaseLeastBusy() {
        for (int attempt = 0; attempt < targets.length; attempt++) {
            Target target = leastBusy();
            InstanceLease lease = target == null ? null : target.tryLease(concurrency);
            if (target == null || lease != null) {
                return lease;
            }
            // Others were faster: look again, but not for ever.
        }
        return null;
    }

    private @Nullable Target leastBusy() {
        Target best = null;
        int least = concurrency;
        for (Target target : targets) {
            int inFlight = target.occupancy().inFlight();
            if (inFlight < least && !target.occupancy().closed()) {
                best = target;
                least = inFlight;
            }
        }
        return best;
    }
}
