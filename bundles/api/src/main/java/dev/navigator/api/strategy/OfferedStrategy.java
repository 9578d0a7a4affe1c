package dev.navigator.api.strategy;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A strategy with its record: how it has done since it was offered. Thread-safe without locks. */
final class OfferedStrategy<S> {

    /** Wrong answers in a row, or late ones within {@link #WINDOW}, after which it is asked no more. */
    static final int PATIENCE = 5;

    /** Good answers after which a strategy that decides per request is trusted to be quick. */
    static final int PROBATION = 32;

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);
    private static final long REPORT_PAUSE = TimeUnit.SECONDS.toNanos(1);

    final S strategy;
    final VersionPin.Version version;

    /** Whether it was loaded apart from Navigator's own classes, and so may be anybody's. */
    final boolean foreign;

    private final StrategyOffer offer;
    private final AtomicInteger probation;
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicInteger total = new AtomicInteger();
    private final AtomicInteger overdue = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong windowBegan = new AtomicLong();
    private final AtomicLong reported = new AtomicLong();
    private final AtomicInteger unreported = new AtomicInteger();
    private volatile boolean quarantined;
    private volatile @Nullable String lastFailure;

    OfferedStrategy(S strategy, StrategyOffer offer, boolean foreign) {
        this.strategy = strategy;
        this.offer = offer;
        this.foreign = foreign;
        version = VersionPin.Version.parse(offer.version());
        probation = new AtomicInteger(foreign ? PROBATION : 0);
        reported.set(System.nanoTime() - REPORT_PAUSE);
    }

    String name() {
        return offer.name();
    }

    int ranking() {
        return offer.ranking();
    }

    long serviceId() {
        return offer.serviceId();
    }

    String origin() {
        return offer.origin();
    }

    /** Whether it may be asked at all. One that has not come back from earlier calls has to do so first. */
    boolean available() {
        return !quarantined && overdue.get() == 0;
    }

    boolean quarantined() {
        return quarantined;
    }

    boolean proven() {
        return probation.get() <= 0;
    }

    void answered() {
        if (inARow.get() != 0) {
            inARow.set(0);
        }
        if (probation.get() > 0) {
            probation.decrementAndGet();
        }
    }

    /** @return whether this quarantines it */
    boolean failed(String what) {
        note(what);
        return inARow.incrementAndGet() >= PATIENCE && quarantine();
    }

    /** It would not take what it was asked with, which is nobody else's affair. */
    void refused(String what) {
        note(what);
    }

    /** Unlike wrong answers, late ones are not forgiven for a good one: whoever waited has lost the time. */
    boolean wasLate(String what) {
        note(what);
        long now = System.nanoTime();
        long began = windowBegan.get();
        if ((late.get() == 0 || now - began > WINDOW) && windowBegan.compareAndSet(began, now)) {
            late.set(0);
        }
        return late.incrementAndGet() >= PATIENCE && quarantine();
    }

    private void note(String what) {
        total.incrementAndGet();
        lastFailure = what;
    }

    private boolean quarantine() {
        boolean first = !quarantined;
        quarantined = true;
        return first;
    }

    void leftBehind() {
        overdue.incrementAndGet();
    }

    void cameBack() {
        overdue.decrementAndGet();
    }

    /** @return how many failures before this one went untold; empty when this one is not to be told either: there are many */
    Optional<Integer> tell() {
        long now = System.nanoTime();
        long before = reported.get();
        if (now - before < REPORT_PAUSE || !reported.compareAndSet(before, now)) {
            unreported.incrementAndGet();
            return Optional.empty();
        }
        return Optional.of(unreported.getAndSet(0));
    }

    StrategyOffer status() {
        return new StrategyOffer(
                offer.name(),
                offer.bundle(),
                offer.version(),
                offer.bundleId(),
                offer.ranking(),
                offer.serviceId(),
                total.get(),
                quarantined,
                Optional.ofNullable(lastFailure));
    }
}
