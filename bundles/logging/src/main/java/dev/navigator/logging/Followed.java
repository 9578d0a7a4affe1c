package dev.navigator.logging;

import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.text.LogEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One process whose output is followed into the log. How often it is looked at follows how much it writes. Not thread-safe.
 */
final class Followed {

    static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final long WATCHED_PAUSE = TimeUnit.SECONDS.toNanos(30);

    private static final Logger OUTPUT = LoggerFactory.getLogger("output");
    private static final Logger LOG = LoggerFactory.getLogger(Followed.class);
    /** How long a line may wait for its end. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private static final long REPORT_PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final RunningProcess process;
    private final LongSupplier clock;
    private final List<Tail> tails;
    private final RateLimit limit;
    private long pause = SHORTEST_PAUSE;
    private long due;
    private long seen;
    private long lastNews;
    private long lastReport;
    private boolean unreadable;

    /**
     * @param start where to begin reading a file
     */
    Followed(RunningProcess process, LongSupplier clock, ToLongFunction<File> start) {
        this.process = process;
        this.clock = clock;
        this.limit = new RateLimit(clock.getAsLong());
        this.due = clock.getAsLong();
        this.seen = due;
        this.lastNews = due;
        this.lastReport = due - REPORT_PAUSE;
        this.tails = files(process.output())
                .map(file -> new Tail(
                        file,
                        start.applyAsLong(file),
                        new LineSplitter((line, length, complete) -> line(file.getName(), line, length, complete)),
                        bytes -> limit.suppress(0, bytes)))
                .toList();
    }

    private static Stream<File> files(Path output) {
        return Files.isRegularFile(output)
                ? Stream.of(output.toFile())
                : Stream.of("stdout", "stderr").map(name -> output.resolve(name).toFile());
    }

    long due() {
        return due;
    }

    /** Whether it has been silent for a while: it may be watched rather than looked at. */
    boolean silent() {
        return pause == LONGEST_PAUSE && tails.stream().noneMatch(Tail::unfinished);
    }

    /** It is watched: looking is only a precaution. */
    void watched() {
        due = clock.getAsLong() + WATCHED_PAUSE;
    }

    /** It was written to, or is watched no more. */
    void wake() {
        pause = SHORTEST_PAUSE;
        due = clock.getAsLong();
    }

    Path folder() {
        return process.output();
    }

    /** When the process was last known to run. */
    long seen() {
        return seen;
    }

    void seen(long now) {
        seen = now;
    }

    /** Adds how far each file has been read. */
    void offsets(Map<String, Long> all) {
        tails.forEach(tail -> all.put(tail.file().getPath(), tail.offset()));
    }

    /** Looks for news. @return whether there was any */
    boolean look() {
        long now = clock.getAsLong();
        boolean news = false;
        for (Tail tail : tails) {
            news |= look(tail);
        }
        if (news) {
            lastNews = now;
            pause = SHORTEST_PAUSE;
        } else {
            pause = Math.min(LONGEST_PAUSE, pause + pause / 2);
            if (now - lastNews >= PATIENCE) {
                news = tails.stream().anyMatch(Tail::unfinished);
                tails.forEach(Tail::flush);
            }
        }
        due = now + pause;
        reportSuppressed(now - lastReport >= REPORT_PAUSE);
        return news;
    }

    /** Reads everything there still is; nobody is going to write more. */
    void finish() {
        boolean news = true;
        while (news) {
            news = false;
            for (Tail tail : tails) {
                news |= look(tail);
            }
        }
        tails.forEach(Tail::flush);
        reportSuppressed(true);
    }

    private boolean look(Tail tail) {
        try {
            boolean news = tail.look();
            unreadable = false;
            return news;
        } catch (IOException e) {
            if (!unreadable) {
                unreadable = true;
                LOG.warn("Output cannot be read name={} file={} reason=\"{}\"", name(), tail.file(), e.toString());
            }
            return false;
        }
    }

    private void line(String stream, byte[] line, int length, boolean complete) {
        if (!limit.pass(length, clock.getAsLong())) {
            return;
        }
        LoggingEventBuilder event = event(OUTPUT.atInfo()).addKeyValue("stream", stream);
        if (!complete) {
            event = event.addKeyValue("partial", true);
        }
        event.log(OutputText.of(line, length));
    }

    private void reportSuppressed(boolean time) {
        if (time && limit.suppressing()) {
            lastReport = clock.getAsLong();
            RateLimit.Suppressed suppressed = limit.take();
            boolean managed = process.owner().kind() == Owner.Kind.MANAGED;
            LOG.warn(
                    "{}",
                    new LogEvent(managed ? "Output suppressed managed_processes" : "Output suppressed")
                            .with("name", name())
                            .with("lines", suppressed.lines())
                            .with("bytes", suppressed.bytes()));
        }
    }

    private LoggingEventBuilder event(LoggingEventBuilder event) {
        return process.owner().kind() == Owner.Kind.MANAGED
                ? event.addKeyValue("managed_processes", (Object) null).addKeyValue("name", name())
                : event.addKeyValue("name", name());
    }

    private String name() {
        return process.owner().label();
    }
}
