package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.Eventually;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class WatchesTest {

    @TempDir
    Path folder;

    private static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("stdout"), "x\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Whether this process has anything watched, see proc(5). */
    private static boolean kernelWatches() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fdinfo"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.exists(descriptor) && Files.readString(descriptor).contains("inotify wd:")) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void newsComeOnceForEachFolderThatIsWatched() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Set<Path> heard = new HashSet<>();
        try (Watches watches = Watches.byKernel()) {
            assertTrue(watches.watch(one) && watches.watch(two));
            assertEquals(Set.of(), watches.news());

            write(one);
            Eventually.holds(() -> heard.addAll(watches.news()));
            assertEquals(Set.of(one), heard);

            write(one); // watched no more
            write(two);
            heard.clear();
            Eventually.holds(() -> heard.addAll(watches.news()));
            assertEquals(Set.of(two), heard);
        }
    }

    @Test
    void aForgottenFolderIsSilent() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Set<Path> heard = new HashSet<>();
        try (Watches watches = Watches.byKernel()) {
            watches.watch(one);
            watches.watch(two);

            watches.forget(one);
            write(one);
            write(two);
            Eventually.holds(() -> heard.addAll(watches.news()));

            assertEquals(Set.of(two), heard);
        }
    }

    @Test
    void whatCannotBeWatchedHasToBeLookedAt() throws IOException {
        try (Watches watches = Watches.byKernel()) {
            assertFalse(watches.watch(folder.resolve("no such folder")));
            assertTrue(watches.watch(folder));
        }
        try (Watches watches = Watches.none()) {
            assertFalse(watches.watch(folder));
            assertEquals(Set.of(), watches.news());
        }
    }

    @Test
    void whenThereIsNoThreadToWatchEverythingIsLookedAtAndNobodyTriesAgain() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        try (Watches watches = new Watches(() -> {
            tries.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            assertFalse(watches.watch(folder));
            assertFalse(watches.watch(folder));
        }

        assertEquals(1, tries.get());
    }

    @Test
    void aProcessThatWasSilentForLongIsHeardAtOnce() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("output");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        Writers writers = new Writers(folder);
        RunningProcess shop = writers.tenant("shop");
        try (RealScheduler scheduler = new RealScheduler()) {
            OutputFollower follower =
                    new OutputFollower(scheduler, new Offsets(folder.resolve("offsets")), Watches.byKernel());
            follower.start(null);
            follower.open(writers);
            Eventually.holds(WatchesTest::kernelWatches);

            long start = System.nanoTime();
            Writers.write(shop, "stdout", "awake\n");
            Eventually.holds(() -> log.list.size() == 1);

            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3));
            follower.stop();
        } finally {
            root.detachAppender(log);
        }
    }
}
