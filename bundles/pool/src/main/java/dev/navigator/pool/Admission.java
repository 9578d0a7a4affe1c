package dev.navigator.pool;

import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.text.LogEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the instances of all tenants together, {@code pools.max_size}, and how many of them start at once.
 *
 * <p>Who waits is admitted in turn, tenant by tenant: first those that have no instance, or fewer than they are to keep. For
 * them room is made too: the instance that has been idle longest is stopped; where none is idle, the tenant with the most
 * instances to spare finishes with one. Everything happens in one mailbox.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** A start that takes longer gives its turn to the next, so that a tenant that hangs delays nobody for long. */
    static final Duration TURN = Duration.ofSeconds(5);

    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    /** A tenant that holds places or waits for one. All methods may be called from any thread and never block. */
    interface Holder {

        TenantId id();

        /** Whether it has requests waiting and no instance for them, or fewer instances than it is to keep. */
        boolean needy();

        /** Chooses the policy that makes room for it. */
        StrategyChoice eviction();

        /** Its idle instances, none if it can spare none. */
        List<IdleInstance> idle();

        /** How many instances it could do without. */
        int spare();

        /** Stops {@code instance} if it is still idle and to spare; tells whether it does, after its place is leaving. */
        void evict(InstanceId instance, Consumer<Boolean> outcome);

        /** Lets one instance go once it has served what it has; tells whether it does, after its place is leaving. */
        void yieldOne(Consumer<Boolean> outcome);
    }

    private final Scheduler scheduler;
    private final Strategies strategies;
    private final Executor mailbox;
    private final RateLimit warnings;
    private final Map<Holder, Deque<Ticket>> waiting = new LinkedHashMap<>();
    private final Set<Ticket> placed = new HashSet<>();
    private int waitingReplacements;
    private int starting;
    private int leaving;
    /** Tenants that were asked to make room and have not answered. */
    private int asked;
    /** Instances that a lowered limit has made too many. */
    private int surplus;

    private final Countdown look;

    private int maxSize = Integer.MAX_VALUE;
    private int maxStarts = Integer.MAX_VALUE;

    Admission(Scheduler scheduler, Strategies strategies) {
        this.scheduler = scheduler;
        this.strategies = strategies;
        mailbox = scheduler.mailbox("pool");
        look = new Countdown(scheduler, mailbox);
        warnings = new RateLimit(scheduler, WARNING_INTERVAL);
    }

    void limit(PoolSettings settings) {
        mailbox.execute(() -> {
            maxSize = settings.maxSize();
            maxStarts = settings.maxConcurrentStarts();
            surplus = beyondLimit();
            pump();
        });
    }

    /**
     * Asks for a place and a turn to start.
     *
     * @param replacement whether it takes over from a running instance: then it needs no room
     * @param granted run when the turn has come, in the mailbox of the admission
     */
    Ticket apply(Holder holder, boolean replacement, Runnable granted) {
        Ticket ticket = new Ticket(this, holder, replacement, granted);
        mailbox.execute(() -> {
            waiting.computeIfAbsent(holder, first -> new ArrayDeque<>()).add(ticket);
            waitingReplacements += replacement ? 1 : 0;
            pump();
        });
        return ticket;
    }

    /** Counts an instance that was there already. */
    Ticket adopt(Holder holder) {
        Ticket ticket = new Ticket(this, holder, false, () -> {});
        mailbox.execute(() -> {
            ticket.state = Ticket.State.HELD;
            placed.add(ticket);
        });
        return ticket;
    }

    /** The start is over, one way or the other. */
    void settled(Ticket ticket) {
        mailbox.execute(() -> {
            if (ticket.state == Ticket.State.STARTING) {
                starting--;
                ticket.state = Ticket.State.HELD;
                pump();
            }
        });
    }

    /** The instance is on its way out: its place will be free. */
    void leaving(Ticket ticket) {
        mailbox.execute(() -> {
            if (ticket.state == Ticket.State.STARTING) {
                starting--;
            }
            if (ticket.state == Ticket.State.STARTING || ticket.state == Ticket.State.HELD) {
                ticket.state = Ticket.State.LEAVING;
                leaving++;
                pump();
            }
        });
    }

    /** The instance is gone, or is not wanted before its turn came. */
    void close(Ticket ticket) {
        mailbox.execute(() -> {
            switch (ticket.state) {
                case WAITING -> withdraw(ticket);
                case STARTING -> starting--;
                case LEAVING -> leaving--;
                case HELD, CLOSED -> {
                    // counted nowhere but among the placed
                }
            }
            ticket.state = Ticket.State.CLOSED;
            placed.remove(ticket);
            pump();
        });
    }

    /** Somebody has become needy who waits already. */
    void review() {
        mailbox.execute(this::pump);
    }

    /** Forgets its timer. */
    void stop() {
        mailbox.execute(() -> {
            maxStarts = 0;
            maxSize = Integer.MAX_VALUE;
            surplus = 0;
            look.stop();
        });
    }

    private void pump() {
        while (starting < maxStarts) {
            Ticket next = next();
            if (next == null) {
                break;
            }
            grant(next);
        }
        if (placed.size() >= maxSize) {
            makeRoom();
            shrink();
        }
    }

    private int beyondLimit() {
        return Math.max(0, placed.size() - maxSize);
    }

    /** Stops what a lowered limit has made too much, as far as it is idle: who has been for longest first. */
    private void shrink() {
        surplus = Math.min(surplus, beyondLimit());
        if (surplus == 0) {
            return;
        }
        if (surplus > leaving + asked) {
            Set<Holder> holders = new HashSet<>();
            placed.forEach(ticket -> holders.add(ticket.holder));
            holders.stream()
                    .flatMap(holder -> holder.idle().stream())
                    .max(Comparator.comparing(IdleInstance::idle))
                    .ifPresent(longest -> evict(Optional.of(longest.id()), holders));
        }
        lookAgain();
    }

    /** Whose turn it is; null when nobody can be admitted. */
    private @Nullable Ticket next() {
        boolean room = placed.size() < maxSize;
        if (!room && waitingReplacements == 0) {
            return null;
        }
        Ticket other = null;
        for (Deque<Ticket> line : waiting.values()) {
            Ticket first = room ? line.element() : firstReplacement(line);
            if (first != null) {
                if (first.holder.needy()) {
                    return first;
                }
                other = other == null ? first : other;
            }
        }
        return other;
    }

    private static @Nullable Ticket firstReplacement(Deque<Ticket> line) {
        return line.stream().filter(ticket -> ticket.replacement).findFirst().orElse(null);
    }

    private void grant(Ticket ticket) {
        withdraw(ticket);
        Deque<Ticket> more = waiting.remove(ticket.holder);
        if (more != null) {
            waiting.put(ticket.holder, more); // to the end: it is the others' turn now
        }
        ticket.state = Ticket.State.STARTING;
        placed.add(ticket);
        starting++;
        scheduler.after(TURN, mailbox, () -> settled(ticket));
        ticket.granted.run();
    }

    private void withdraw(Ticket ticket) {
        Deque<Ticket> line = waiting.get(ticket.holder);
        if (line != null && line.remove(ticket)) {
            waitingReplacements -= ticket.replacement ? 1 : 0;
            if (line.isEmpty()) {
                waiting.remove(ticket.holder);
            }
        }
    }

    private void makeRoom() {
        Holder needy = needyBeyond(Math.max(0, maxSize - placed.size() + leaving + asked));
        if (needy == null) {
            return;
        }
        Set<Holder> others = new HashSet<>();
        placed.forEach(ticket -> others.add(ticket.holder));
        others.remove(needy);
        List<IdleInstance> idle =
                others.stream().flatMap(holder -> holder.idle().stream()).toList();
        if (idle.isEmpty()) {
            warn(needy);
            reclaim(others);
        } else {
            evict(strategies.evict(needy.eviction(), idle), others);
        }
        lookAgain();
    }

    private void evict(Optional<InstanceId> victim, Set<Holder> others) {
        victim.ifPresent(instance -> others.stream()
                .filter(holder -> holder.id().equals(instance.tenant()))
                .forEach(holder -> ask(answer -> holder.evict(instance, answer))));
    }

    private void reclaim(Set<Holder> others) {
        others.stream()
                .filter(holder -> holder.spare() > 0)
                .max(Comparator.comparing(Holder::spare))
                .ifPresent(richest -> ask(richest::yieldOne));
    }

    private void ask(Consumer<Consumer<Boolean>> question) {
        asked++;
        question.accept(yes -> mailbox.execute(() -> {
            asked--;
            if (yes) {
                pump();
            }
        }));
    }

    /** Nobody tells when an instance becomes idle: while somebody needs its place, have a look now and then. */
    private void lookAgain() {
        if (!look.running()) {
            look.start(LOOK_INTERVAL, this::pump);
        }
    }

    /** The first needy tenant for which no place is about to become free, when {@code coming} are. */
    private @Nullable Holder needyBeyond(int coming) {
        int left = coming;
        for (Deque<Ticket> line : waiting.values()) {
            Ticket first = line.element();
            if (!first.replacement && first.holder.needy() && left-- == 0) {
                return first.holder;
            }
        }
        return null;
    }

    private void warn(Holder needy) {
        warnings.run(() -> LOG.warn(
                "{}",
                new LogEvent("No room for another instance")
                        .with("name", needy.id())
                        .with("max_size", maxSize)
                        .with("remedy", "its requests wait; raise pools.max_size or shorten idle_timeout")));
    }
}
