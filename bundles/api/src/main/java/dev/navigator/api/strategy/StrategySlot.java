package dev.navigator.api.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The place in a state holder where strategies of one kind come and go, with a built-in that is always there.
 *
 * <p>The holder passes on what its dynamic reference binds and unbinds, and asks through {@link #decide}. A decision under
 * way ends with the strategy it began with; the next one sees what is offered then. A strategy that throws or answers nonsense
 * is contained: the built-in answers, the observer is told, and after {@value #PATIENCE} failures in a row the strategy is
 * left out until it is offered anew. Thread-safe; deciding takes no lock.
 *
 * @param <S> the strategies' interface
 */
public final class StrategySlot<S> {

    private static final int PATIENCE = 5;

    private final StrategyKind kind;
    private final S builtIn;
    private final Consumer<StrategyIncident> observer;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private volatile List<Entry<S>> entries = List.of();

    /**
     * @param builtIn answers when nobody else can; must not throw
     * @param observer told of incidents, from any thread
     */
    public StrategySlot(StrategyKind kind, S builtIn, Consumer<StrategyIncident> observer) {
        this.kind = kind;
        this.builtIn = builtIn;
        this.observer = observer;
    }

    /** Adds a strategy with the properties of its service. */
    public void offer(S strategy, Map<String, ?> properties) {
        changing.lock();
        try {
            List<Entry<S>> next = new ArrayList<>(entries);
            next.add(new Entry<>(strategy, StrategyOffer.of(strategy, properties)));
            next.sort(Comparator.comparing((Entry<S> entry) -> entry.offer.ranking())
                    .reversed()
                    .thenComparing(entry -> entry.offer.serviceId()));
            entries = List.copyOf(next);
        } finally {
            changing.unlock();
        }
        missing.clear();
    }

    /** Removes a strategy; decisions it is making go on. */
    public void withdraw(S strategy) {
        changing.lock();
        try {
            entries =
                    entries.stream().filter(entry -> entry.strategy != strategy).toList();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Asks the strategy that {@code choice} means, and the built-in when there is none, it throws, or its answer is not sane.
     * Runs foreign code on the calling thread: not to be called under a lock.
     */
    public <R> R decide(StrategyChoice choice, Function<S, R> question, Predicate<R> sane) {
        Entry<S> entry = find(choice);
        if (entry == null) {
            return question.apply(builtIn);
        }
        try {
            R answer = question.apply(entry.strategy);
            if (sane.test(answer)) {
                entry.failures.set(0);
                return answer;
            }
            failed(entry, "answered nonsense: " + answer, null);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            failed(entry, "threw " + e.getClass().getSimpleName(), e);
        }
        return question.apply(builtIn);
    }

    /** The strategies offered now, in the order in which they would serve. */
    public List<StrategyOffer> offers() {
        return entries.stream().map(Entry::status).toList();
    }

    /** The strategies offered now, in the order in which they would serve, for holders that choose among them. */
    public List<S> strategies() {
        return entries.stream()
                .filter(Entry::healthy)
                .map(entry -> entry.strategy)
                .toList();
    }

    /** What serves {@code choice} now; empty means the built-in. */
    public Optional<StrategyOffer> serving(StrategyChoice choice) {
        return Optional.ofNullable(find(choice)).map(Entry::status);
    }

    private @Nullable Entry<S> find(StrategyChoice choice) {
        String name = choice.name().orElse(null);
        for (Entry<S> entry : entries) {
            if (entry.healthy() && (name == null || name.equals(entry.offer.name()))) {
                return entry;
            }
        }
        if (name != null && missing.add(name)) {
            report("strategy '" + name + "': nobody offers it as " + kind.key() + "; the built-in serves", null);
        }
        return null;
    }

    private void failed(Entry<S> entry, String what, @Nullable Throwable cause) {
        entry.total.incrementAndGet();
        boolean quarantined = entry.failures.incrementAndGet() == PATIENCE;
        report(
                kind.key() + " '" + entry.offer.name() + "' of bundle " + entry.offer.bundleId() + " " + what
                        + (quarantined
                                ? "; quarantined until updated, the built-in serves"
                                : "; the built-in answered"),
                cause);
    }

    private void report(String message, @Nullable Throwable cause) {
        observer.accept(new StrategyIncident(kind, message, cause));
    }

    private static final class Entry<S> {
        private final S strategy;
        private final StrategyOffer offer;
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger total = new AtomicInteger();

        Entry(S strategy, StrategyOffer offer) {
            this.strategy = strategy;
            this.offer = offer;
        }

        boolean healthy() {
            return failures.get() < PATIENCE;
        }

        StrategyOffer status() {
            return new StrategyOffer(
                    offer.name(), offer.bundleId(), offer.ranking(), offer.serviceId(), total.get(), !healthy());
        }
    }
}
