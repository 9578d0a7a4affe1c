package dev.navigator.pool;

import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one tenant that wait for a place, first come, first served. Belongs to the tenant's mailbox; only its size
 * may be read by others.
 */
final class WaitingLine {

    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private volatile int size;

    /** How many wait; for any thread. */
    int size() {
        return size;
    }

    void add(Waiter waiter) {
        waiters.add(waiter);
        size = waiters.size();
    }

    /** Lets one leave that does not want to wait any more. */
    void remove(Waiter waiter) {
        waiters.remove(waiter);
        size = waiters.size();
    }

    /**
     * Gives places to those in front for as long as there are any.
     *
     * @param places null when there is none now
     */
    void serve(Function<Waiter, @Nullable InstanceLease> places) {
        Iterator<Waiter> front = waiters.iterator();
        while (front.hasNext()) {
            Waiter waiter = front.next();
            if (waiter.future.isDone()) {
                front.remove();
                continue;
            }
            InstanceLease lease = places.apply(waiter);
            if (lease == null) {
                break;
            }
            front.remove();
            waiter.serve(lease);
        }
        size = waiters.size();
    }

    /** Sends those away whose time is up. */
    void expire(long now, Supplier<PoolException> reason) {
        List<Waiter> late =
                waiters.stream().filter(waiter -> waiter.deadline - now <= 0).toList();
        dismiss(late, reason);
    }

    /** Sends everybody away. */
    void dismissAll(Supplier<PoolException> reason) {
        dismiss(new ArrayList<>(waiters), reason);
    }

    /** Lets everybody out, to wait elsewhere. */
    List<Waiter> handOver() {
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        size = 0;
        return all;
    }

    /** When the time of the one in front is up. */
    OptionalLong firstDeadline() {
        return waiters.stream().mapToLong(waiter -> waiter.deadline).findFirst();
    }

    private void dismiss(Collection<Waiter> gone, Supplier<PoolException> reason) {
        gone.forEach(waiters::remove);
        size = waiters.size();
        gone.forEach(waiter -> waiter.fail(reason.get()));
    }
}
