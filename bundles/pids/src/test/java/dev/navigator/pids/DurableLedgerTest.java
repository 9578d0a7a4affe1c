package dev.navigator.pids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableLedgerTest {

    @TempDir
    Path temporary;

    private final ManualScheduler scheduler = new ManualScheduler();
    private final MemoryHandover handover = new MemoryHandover();
    private LogCapture log;
    private Path folder;
    private FixedLifecycle lifecycle;

    @BeforeEach
    void capture() {
        log = new LogCapture(DurableLedger.class);
        folder = temporary.resolve("state");
        lifecycle = new FixedLifecycle(folder);
    }

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void aSuccessorFindsWhatWasRecordedAndNotRemoved() {
        DurableLedger ledger = ledger();
        ledger.record(Samples.instance(100));
        ledger.record(Samples.instance(200));
        ledger.remove(Samples.instance(100).identity());

        List<RunningProcess> found = ledger().entries(); // the first was never told of its end

        assertEquals(List.of(200L), found.stream().map(RunningProcess::pid).toList());
        assertTrue(found.get(0).adopted());
    }

    @Test
    void aSecondRecordOfAProcessReplacesTheFirst() {
        DurableLedger ledger = ledger();
        ledger.record(Samples.instance(100));
        RunningProcess changed =
                Samples.process(Samples.instance(100).identity(), new Owner(Owner.Kind.MANAGED, "redis", 1));

        ledger.record(changed);

        assertEquals(List.of(changed), ledger.entries());
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        ledger().record(Samples.instance(100));

        assertEquals("rw-------", permissions(folder.resolve("ledger")));
        assertEquals("rwx------", permissions(folder));
    }

    @Test
    void entriesFromBeforeARebootAreDropped() {
        ledger().record(Samples.instance(100));

        var afterReboot = new DurableLedger(scheduler, handover, lifecycle, "another boot");

        assertEquals(List.of(), afterReboot.entries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "navigator-ledger 9\nend\t0\t0\n", "\u0000\u0000\u0000"})
    void whatCannotBeReadIsSetAsideAndReported(String content) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ledger"), content);

        DurableLedger ledger = ledger();
        ledger.record(Samples.instance(100));

        assertEquals(content, Files.readString(folder.resolve("ledger.unreadable")));
        assertEquals(1, log.atLeast(Level.WARN).size());
        assertEquals(1, ledger().entries().size());
    }

    @Test
    void aFolderInItsPlaceIsSetAsideToo() throws IOException {
        Files.createDirectories(folder.resolve("ledger"));

        ledger().record(Samples.instance(100));

        assertEquals(1, ledger().entries().size());
    }

    @Test
    void aTemporaryFileLeftByACrashDoesNotMatter() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ledger.tmp"), "half a ledg");

        ledger().record(Samples.instance(100));

        assertEquals(1, ledger().entries().size());
    }

    @Test
    void aFullDiskIsReportedOnceAndTriedAgain() throws IOException {
        DurableLedger ledger = ledger();
        fillDisk();

        ledger.record(Samples.instance(100));
        ledger.record(Samples.instance(200));
        ledger.remove(Samples.instance(100).identity());
        scheduler.advance(DurableLedger.RETRY.multipliedBy(3));

        assertEquals(
                1, log.atLeast(Level.WARN).size(), () -> log.atLeast(Level.WARN).toString());
        assertTrue(log.atLeast(Level.WARN).get(0).contains("No space left on device"));
        assertEquals(1, ledger.entries().size());
        assertTrue(ledger.problems().get(0).contains("cannot be written (No space left on device)"));

        Files.delete(folder.resolve("ledger.tmp"));
        scheduler.advance(DurableLedger.RETRY);

        assertEquals(List.of(), ledger.problems());
        assertEquals(List.of(200L), pids(ledger()));
        assertEquals(0, scheduler.pending());
    }

    @Test
    void aFolderThatWasDeletedIsMadeAgain() throws IOException {
        DurableLedger ledger = ledger();
        ledger.record(Samples.instance(100));
        Files.delete(folder.resolve("ledger"));
        Files.delete(folder);

        ledger.record(Samples.instance(200));

        assertEquals(List.of(100L, 200L), pids(ledger()));
    }

    @Test
    void anUpdatedBundleTakesOverWhatTheDiskRefused() throws IOException {
        DurableLedger old = ledger();
        fillDisk();
        old.record(Samples.instance(100));
        old.deactivate();
        Files.delete(folder.resolve("ledger.tmp"));

        DurableLedger successor = ledger();

        assertEquals(List.of(Samples.instance(100)), successor.entries());
        assertEquals(List.of(100L), pids(ledger()));
        assertEquals(0, scheduler.pending());
    }

    @Test
    void anInstanceThatWasReplacedSaysSoAndWritesNoMore() {
        DurableLedger old = ledger();
        old.record(Samples.instance(100));
        old.deactivate();

        assertThrows(IllegalStateException.class, () -> old.record(Samples.instance(200)));
        assertThrows(
                IllegalStateException.class,
                () -> old.remove(Samples.instance(100).identity()));

        assertEquals(List.of(100L), pids(ledger()));
    }

    @Test
    void atTheEndNothingIsHandedOver() {
        DurableLedger ledger = ledger();
        ledger.record(Samples.instance(100));
        lifecycle.stop();

        ledger.deactivate();

        assertTrue(handover.take("pids.ledger").isEmpty());
        assertEquals(List.of(100L), pids(ledger()));
    }

    @Test
    void manyAtOnceLoseNothing() throws Exception {
        DurableLedger ledger = ledger();
        var threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> changes = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                RunningProcess process = Samples.instance(i);
                changes.add(threads.submit(() -> {
                    ledger.record(process);
                    assertTrue(pids(ledger()).contains(process.pid()));
                    if (process.pid() % 2 == 0) {
                        ledger.remove(process.identity());
                        assertFalse(pids(ledger()).contains(process.pid()));
                    }
                }));
            }
            for (Future<?> change : changes) {
                change.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(100, ledger().entries().size());
    }

    @Test
    void noEnvironmentAndNoCommandIsInTheFile() throws IOException {
        ledger().record(Samples.instance(100));

        String fields = Files.readString(folder.resolve("ledger")).lines().collect(Collectors.joining("|"));

        assertTrue(
                fields.startsWith(
                        "navigator-ledger 1|100\t1100\t" + Samples.BOOT
                                + "\tTENANT\tshop\t1\t21201\t/srv/shop/tmp/shop.pid\t3f5a\t/run/navigator/output/shop.1|end\t1\t"),
                fields);
    }

    private DurableLedger ledger() {
        return new DurableLedger(scheduler, handover, lifecycle, Samples.BOOT);
    }

    private void fillDisk() throws IOException {
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("ledger.tmp"), Path.of("/dev/full"));
    }

    private static List<Long> pids(DurableLedger ledger) {
        return ledger.entries().stream().map(RunningProcess::pid).toList();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
