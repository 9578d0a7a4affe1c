package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.RunningProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BooksTest {

    private final Books books = new Books();
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<String> removed = new ArrayList<>();

    @Test
    void whatALedgerMissedWhileItWasAwayIsMadeUpFor() {
        ledger.record(process(1));
        ledger.record(process(2));
        books.remove(process(1).identity());
        books.record(process(3));

        books.ledger(ledger);
        books.agree(() -> List.of(process(2), process(3)));

        assertEquals(Set.of(process(2), process(3)), Set.copyOf(ledger.entries()));
    }

    @Test
    void aLedgerThatIsBeingReplacedOrBrokenStopsNothing() {
        books.ledger(new Replaced());
        assertDoesNotThrow(() -> books.record(process(1)));
        assertDoesNotThrow(() -> books.agree(List::of));

        books.ledger(ledger);
        books.ledgerGone(new Replaced());
        books.record(process(2));
        assertEquals(List.of(process(2)), ledger.entries());

        books.ledgerGone(ledger);
        books.record(process(3));
        assertEquals(List.of(process(2)), ledger.entries());
    }

    @Test
    void aPidFileMayNameAnyOfAProcesssPeople() {
        books.pidFiles(new Removing());

        books.removePidFile(
                process(1), List.of(process(1).identity(), process(7).identity()));

        assertEquals(List.of("app.pid 1", "app.pid 7"), removed);
    }

    @Test
    void pidFilesAreRemovedLateRatherThanNever() {
        books.removePidFile(process(1), List.of(process(1).identity()));
        assertEquals(List.of(), removed);

        books.pidFiles(new Removing());

        assertEquals(List.of("app.pid 1"), removed);
    }

    private static RunningProcess process(long pid) {
        return new RunningProcess(
                new ProcessIdentity(pid, 1, "boot"),
                World.SHOP,
                OptionalInt.empty(),
                Optional.of(Path.of("app.pid")),
                "",
                Path.of("output"),
                false);
    }

    private final class Removing implements PidFiles {
        @Override
        public void prepare(Path file) {
            throw new AssertionError("not asked for here");
        }

        @Override
        public void ensure(Path file, ProcessIdentity process) {
            throw new AssertionError("not asked for here");
        }

        @Override
        public void remove(Path file, ProcessIdentity process) {
            removed.add(file + " " + process.pid());
        }
    }

    private static final class Replaced implements Ledger {
        @Override
        public void record(RunningProcess process) {
            throw new IllegalStateException("replaced");
        }

        @Override
        public void remove(ProcessIdentity process) {
            throw new IllegalStateException("replaced");
        }

        @Override
        public List<RunningProcess> entries() {
            throw new UnsupportedOperationException("broken");
        }
    }
}
