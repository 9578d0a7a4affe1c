package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessStat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {

    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    private final ProcTable table = new ProcTable();
    private Process leader;

    @BeforeEach
    void startAGroup() throws Exception {
        leader = new ProcessBuilder("setsid", "sleep", "60").start();
        Await.until("it has its session", () -> stat(leader).session() == leader.pid());
    }

    @AfterEach
    void endTheGroup() throws Exception {
        leader.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/no/shell/here"})
    void groupsAreAskedWithOrWithoutAShell(String shell) throws Exception {
        var batch = new Signals.Batch();
        batch.askGroups(List.of(stat(leader)));

        new Signals(table, shell).send(batch);

        assertEquals(TERMINATED, exit(leader));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/no/shell/here"})
    void groupsAreKilledWithOrWithoutAShell(String shell) throws Exception {
        var batch = new Signals.Batch();
        batch.killGroups(List.of(stat(leader)));

        new Signals(table, shell).send(batch);

        assertEquals(KILLED, exit(leader));
    }

    @Test
    void aGroupThatIsGoneDoesNotKeepOthersFromTheirs() throws Exception {
        ProcessStat gone = new ProcessStat(4_000_000, false, 1, 4_000_000, 4_000_000, 1);
        var batch = new Signals.Batch();
        batch.askGroups(List.of(gone));
        batch.killGroups(List.of(gone, stat(leader)));

        new Signals(table).send(batch);

        assertEquals(KILLED, exit(leader));
    }

    @Test
    void ourOwnGroupIsNeverSignalled() throws Exception {
        Process inOurs = new ProcessBuilder("sleep", "60").start();
        Process another = new ProcessBuilder("sleep", "60").start();
        try {
            assertEquals(
                    stat(inOurs).group(), table.stat(table.self()).orElseThrow().group());
            var batch = new Signals.Batch();
            batch.askGroups(List.of(stat(inOurs)));

            new Signals(table).send(batch);

            assertEquals(TERMINATED, exit(inOurs));
            assertTrue(another.isAlive());
        } finally {
            inOurs.destroyForcibly().waitFor();
            another.destroyForcibly().waitFor();
        }
    }

    @Test
    void oneWhoseNumberWasReusedIsLeftAlone() {
        ProcessStat now = stat(leader);
        ProcessStat earlier =
                new ProcessStat(now.pid(), false, now.parent(), now.group(), now.session(), now.startTicks() - 10);
        var batch = new Signals.Batch();
        batch.ask(List.of(earlier));
        batch.kill(List.of(earlier));

        new Signals(table).send(batch);

        assertTrue(leader.isAlive());
    }

    @Test
    void weAndTheFirstProcessAreLeftAlone() {
        var batch = new Signals.Batch();
        batch.kill(List.of(table.stat(table.self()).orElseThrow(), table.stat(1).orElseThrow()));
        batch.killGroups(List.of(table.stat(table.self()).orElseThrow()));

        new Signals(table).send(batch);

        assertTrue(leader.isAlive());
    }

    private ProcessStat stat(Process process) {
        return table.stat(process.pid()).orElseThrow();
    }

    private static int exit(Process process) throws InterruptedException {
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
