package dev.navigator.api.strategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The place in a state holder where strategies of one kind come and go, with a built-in that is always there.
 *
 * <p>The holder passes on what its dynamic reference binds and unbinds, and asks through {@link #decide}. A decision under
 * way ends with the strategy it began with; the next one sees what is offered then.
 *
 * <p>A strategy that throws, answers nonsense or takes longer than its {@linkplain StrategyKind#deadline deadline} is
 * contained: the built-in answers and the observer is told. After {@value OfferedStrategy#PATIENCE} failures in a row, or as
 * many late answers within a minute, it is left out until it is offered anew. An {@link IllegalArgumentException} does not
 * count there: it is about what one tenant has configured, and must not cost the others their strategy.
 *
 * <p>Plugins' strategies, which is to say those not loaded together with Navigator's own classes, are asked on other threads,
 * so that a deadline holds whatever they do. Where each request waits for the answer that would cost too much: there they are
 * asked so only until they have given {@value OfferedStrategy#PROBATION} good answers; from then on the time they take is
 * measured. Thread-safe; deciding takes no lock.
 *
 * @param <S> the strategies' interface
 */
public final class StrategySlot<S> {

    private static final String BUILT_IN_ANSWERED = "; the built-in answered";

    /** In place of an answer; allocating one for each request would cost more than asking. */
    private static final Object NONE = new Object();

    private final StrategyKind kind;
    private final S builtIn;
    private final Consumer<StrategyIncident> observer;
    private final Predicate<Object> foreign;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<StrategyChoice> missing = ConcurrentHashMap.newKeySet();
    private final Map<String, VersionPin> pins = new ConcurrentHashMap<>();
    private volatile List<OfferedStrategy<S>> entries = List.of();

    /**
     * @param builtIn answers when nobody else can; must not throw
     * @param observer told of incidents, from any thread
     */
    public StrategySlot(StrategyKind kind, S builtIn, Consumer<StrategyIncident> observer) {
        this(kind, builtIn, observer, StrategySlot::loadedApart);
    }

    StrategySlot(StrategyKind kind, S builtIn, Consumer<StrategyIncident> observer, Predicate<Object> foreign) {
        this.kind = kind;
        this.builtIn = builtIn;
        this.observer = observer;
        this.foreign = foreign;
    }

    private static boolean loadedApart(Object strategy) {
        return strategy.getClass().getClassLoader() != StrategySlot.class.getClassLoader();
    }

    /** Adds a strategy of an unknown bundle with the properties of its service. */
    public void offer(S strategy, Map<String, ?> properties) {
        add(strategy, StrategyOffer.of(strategy, properties));
    }

    /**
     * Adds a strategy with the properties of its service.
     *
     * @param bundle symbolic name of the bundle that offers it
     * @param version of that bundle
     */
    public void offer(S strategy, Map<String, ?> properties, String bundle, String version) {
        add(strategy, StrategyOffer.of(strategy, properties, bundle, version));
    }

    private void add(S strategy, StrategyOffer offer) {
        changing.lock();
        try {
            List<OfferedStrategy<S>> next = new ArrayList<>(entries);
            next.add(new OfferedStrategy<>(strategy, offer, foreign.test(strategy)));
            next.sort(Comparator.comparing((OfferedStrategy<S> entry) -> entry.ranking())
                    .reversed()
                    .thenComparing(OfferedStrategy::serviceId));
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
     * Asks the strategy that {@code choice} means, and the built-in when there is none, it throws, it takes longer than its
     * kind's deadline, or its answer is not sane. Waits at most for that deadline. Runs foreign code: not to be called under a
     * lock.
     */
    public <R> R decide(StrategyChoice choice, Function<S, R> question, Predicate<R> sane) {
        return decide(choice, kind.deadline(), question, sane);
    }

    /**
     * As {@link #decide(StrategyChoice, Function, Predicate)}, with another deadline.
     *
     * @param question may be asked on another thread, and go on there when nobody waits for the answer any more
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // the answer is what the question gave, null where that may be
    public <R> R decide(StrategyChoice choice, Duration deadline, Function<S, R> question, Predicate<R> sane) {
        OfferedStrategy<S> entry = find(choice);
        if (entry == null) {
            return question.apply(builtIn);
        }
        Object answer = ask(entry, deadline, question, sane);
        if (answer == NONE) {
            return question.apply(builtIn);
        }
        entry.answered();
        return (R) answer;
    }

    /** {@link #NONE} when there is no usable answer, which was told. */
    private <R> @Nullable Object ask(
            OfferedStrategy<S> entry, Duration deadline, Function<S, R> question, Predicate<R> sane) {
        try {
            if (!entry.foreign) {
                return answer(entry, question, sane);
            }
            if (kind.perRequest() && entry.proven()) {
                return timed(entry, deadline, question, sane);
            }
            return StrategyThreads.call(entry, deadline, () -> answer(entry, question, sane));
        } catch (TimeoutException e) {
            late(entry, deadline, BUILT_IN_ANSWERED);
        } catch (ExecutionException e) {
            threw(entry, Objects.requireNonNullElse(e.getCause(), e));
        } catch (StrategyThreads.NotAskedException e) {
            tell(entry, e.getMessage() + BUILT_IN_ANSWERED, null);
        } catch (Throwable e) { // whatever it is: it is a plugin's, and no reason to refuse a request
            threw(entry, e);
        }
        return NONE;
    }

    private <R> @Nullable Object answer(OfferedStrategy<S> entry, Function<S, R> question, Predicate<R> sane) {
        R value = question.apply(entry.strategy);
        if (sane.test(value)) {
            return value;
        }
        failed(entry, "answered nonsense: " + value, null);
        return NONE;
    }

    private <R> @Nullable Object timed(
            OfferedStrategy<S> entry, Duration deadline, Function<S, R> question, Predicate<R> sane) {
        long began = System.nanoTime();
        Object answer = answer(entry, question, sane);
        if (System.nanoTime() - began > deadline.toNanos()) {
            late(entry, deadline, "");
        }
        return answer;
    }

    /** The strategies offered now, in the order in which they would serve. */
    public List<StrategyOffer> offers() {
        return entries.stream().map(OfferedStrategy::status).toList();
    }

    /** The strategies offered now, in the order in which they would serve, for holders that choose among them. */
    public List<S> strategies() {
        return entries.stream()
                .filter(OfferedStrategy::available)
                .map(entry -> entry.strategy)
                .toList();
    }

    /** What serves {@code choice} now; empty means the built-in. */
    public Optional<StrategyOffer> serving(StrategyChoice choice) {
        return Optional.ofNullable(find(choice)).map(OfferedStrategy::status);
    }

    /** Whether the strategy that serves {@code choice} now has a quality; false when the built-in serves. Allocates nothing. */
    public boolean serves(StrategyChoice choice, Predicate<? super S> quality) {
        OfferedStrategy<S> entry = find(choice);
        return entry != null && quality.test(entry.strategy);
    }

    private @Nullable OfferedStrategy<S> find(StrategyChoice choice) {
        for (OfferedStrategy<S> entry : entries) {
            if (entry.available() && meant(choice, entry)) {
                return entry;
            }
        }
        if (choice.name().isPresent() && missing.add(choice)) {
            missing(choice, choice.name().get());
        }
        return null;
    }

    private boolean meant(StrategyChoice choice, OfferedStrategy<S> entry) {
        return (choice.name().isEmpty() || choice.name().get().equals(entry.name()))
                && (choice.version().isEmpty()
                        || pins.computeIfAbsent(choice.version().get(), VersionPin::parse)
                                .includes(entry.version));
    }

    private void missing(StrategyChoice choice, String name) {
        List<OfferedStrategy<S>> all = entries;
        if (all.stream().anyMatch(entry -> meant(choice, entry))) {
            return; // it is there, in quarantine or late, which was told
        }
        String elsewhere = all.stream()
                .filter(entry -> name.equals(entry.name()))
                .map(OfferedStrategy::origin)
                .collect(Collectors.joining(", "));
        report(
                elsewhere.isEmpty()
                        ? "strategy '" + name + "': nobody offers it as " + kind.key() + "; the built-in serves"
                        : "strategy '" + name + "': nobody offers it as " + kind.key() + " in version "
                                + choice.version().orElse("") + ", only " + elsewhere + "; the built-in serves",
                null);
    }

    private void threw(OfferedStrategy<S> entry, Throwable cause) {
        String what = "threw " + cause.getClass().getSimpleName();
        if (cause instanceof IllegalArgumentException) {
            entry.refused(what);
            tell(entry, what + BUILT_IN_ANSWERED, cause);
        } else {
            failed(entry, what, cause);
        }
    }

    private void failed(OfferedStrategy<S> entry, String what, @Nullable Throwable cause) {
        told(entry, entry.failed(what), what, BUILT_IN_ANSWERED, cause);
    }

    private void late(OfferedStrategy<S> entry, Duration deadline, String consequence) {
        String what = "took longer than " + deadline.toMillis() + " ms";
        told(entry, entry.wasLate(what), what, consequence, null);
    }

    private void told(
            OfferedStrategy<S> entry, boolean quarantined, String what, String consequence, @Nullable Throwable cause) {
        if (quarantined) {
            report(subject(entry) + what + "; quarantined until its bundle is updated, the built-in serves", cause);
        } else if (!entry.quarantined()) {
            tell(entry, what + consequence, cause);
        }
    }

    /** Unless there is too much to tell. */
    private void tell(OfferedStrategy<S> entry, String what, @Nullable Throwable cause) {
        entry.tell()
                .ifPresent(untold -> report(
                        subject(entry) + what + (untold == 0 ? "" : " (" + untold + " failures before were not told)"),
                        cause));
    }

    private String subject(OfferedStrategy<S> entry) {
        return kind.key() + " '" + entry.name() + "' of " + entry.origin() + " ";
    }

    private void report(String message, @Nullable Throwable cause) {
        observer.accept(new StrategyIncident(kind, message, cause));
    }
}
