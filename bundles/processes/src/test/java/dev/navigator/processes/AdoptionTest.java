package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A JVM is killed, and another one takes its processes over. */
class AdoptionTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    private final World world = new World();

    @Test
    void theLivingAreAdoptedAndKeepWritingTheirOutput() throws Exception {
        RunningProcess process = leaveBehind("i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done")
                .get(0);

        adopt(process);

        assertEquals(List.of(process), world.processes.running());
        assertTrue(world.processes.running().get(0).adopted());
        assertEquals(List.of(process), world.ledger.entries());
        String written = Await.text(process.output().resolve("stdout"));
        Await.until("it writes on", () -> !Await.text(process.output().resolve("stdout"))
                .equals(written));
        assertEquals(1, world.processes.lastOutput(process.identity(), 1).size());
    }

    @Test
    void theirEndIsNoticedThoughNobodyReportsIt() throws Exception {
        RunningProcess process = leaveBehind("exec sleep 60").get(0);
        adopt(process);

        kill(process.pid());

        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
        assertEquals(
                List.of(
                        "exited " + process.pid() + ": unknown exit status",
                        "gone " + process.pid() + ": unknown exit status"),
                world.heard.of(process));
        Await.until("the ledger is empty", () -> world.ledger.entries().isEmpty());
    }

    @Test
    void theyAreTerminatedLikeOthers() throws Exception {
        RunningProcess process = leaveBehind("trap '' TERM; sleep 61 & echo $!; while :; do sleep 0.01; done")
                .get(0);
        long child = Long.parseLong(Await.line(process.output().resolve("stdout")));
        adopt(process);

        ExitStatus status = world.processes
                .terminate(process.identity(), Duration.ofMillis(200))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertEquals(ExitStatus.UNKNOWN, status);
        assertFalse(world.lives(process.pid()) || world.lives(child));
    }

    @Test
    void whoEndedMeanwhileIsForgottenAndWhatItLeftBehindEnded() throws Exception {
        RunningProcess process = leaveBehind("sleep 62 & echo $!; wait").get(0);
        long orphan = Long.parseLong(Await.line(process.output().resolve("stdout")));
        kill(process.pid());
        assertTrue(world.lives(orphan));

        adopt(process);

        assertEquals(List.of(), world.processes.running());
        Await.until("the orphan is gone", () -> !world.lives(orphan));
        Await.until("the ledger is empty", () -> world.ledger.entries().isEmpty());
    }

    @Test
    void aReusedNumberIsNeitherAdoptedNorSignalled() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "63").start();
        try {
            Await.until(
                    "it has its session",
                    () -> world.table.stat(stranger.pid()).orElseThrow().session() == stranger.pid());
            long start = world.table.stat(stranger.pid()).orElseThrow().startTicks();
            RunningProcess entry = entry(stranger.pid(), start - 100, world.folder.resolve("state/output/x"), 1);

            adopt(entry);

            assertEquals(List.of(), world.processes.running());
            Await.until("the ledger is empty", () -> world.ledger.entries().isEmpty());
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void withoutItsLedgerItFindsThemByTheirMarks() throws Exception {
        RunningProcess process = leaveBehind("exec sleep 64").get(0);

        adopt();

        assertEquals(List.of(process), world.processes.running());
        assertEquals(List.of(process), world.ledger.entries());
    }

    @Test
    void aMarkedProcessThatLeadsNowhereIsEnded() throws Exception {
        RunningProcess process =
                leaveBehind("setsid sh -c 'echo $$; exec sleep 65' & wait").get(0);
        long stray = Long.parseLong(Await.line(process.output().resolve("stdout")));
        kill(process.pid());
        assertTrue(process.output().resolve("launch").toFile().delete());

        adopt();

        assertEquals(List.of(), world.processes.running());
        Await.until("the stray is gone", () -> !world.lives(stray));
        Await.until("nothing is kept of it", () -> world.ledger.entries().isEmpty());
        assertEquals(List.of(), world.heard.all());
    }

    @Test
    void aMarkOfTheSameNameInAContainerIsNoneOfOurs() throws Exception {
        String mark = ProcTable.MARK + "=" + world.folder.resolve("state/output/tenant/shop.1/x");
        Process container = new ProcessBuilder(
                        "unshare",
                        "--fork",
                        "--pid",
                        "--kill-child",
                        "env",
                        mark,
                        "sh",
                        "-c",
                        "echo up; sleep 72 & wait")
                .redirectErrorStream(true)
                .start();
        Files.createDirectories(world.folder.resolve("state/output"));
        try {
            assumeTrue("up".equals(container.inputReader().readLine()), "may not make a namespace here");
            long inside = container
                    .descendants()
                    .reduce((first, last) -> last)
                    .orElseThrow()
                    .pid();

            adopt();

            assertEquals(Optional.empty(), world.table.mark(inside));
            assertTrue(world.processes.running().isEmpty() && world.lives(inside));
        } finally {
            container.descendants().forEach(ProcessHandle::destroyForcibly);
            container.destroyForcibly().waitFor();
        }
    }

    @Test
    void processesOfAnotherNavigatorAreNoneOfOurs() throws Exception {
        World other = new World();
        other.beforeEach(null);
        try {
            RunningProcess process = other.shell("exec sleep 66");

            adopt();

            assertEquals(List.of(), world.processes.running());
            assertTrue(other.lives(process.pid()));
        } finally {
            other.afterEach(null);
        }
    }

    @Test
    void twoGenerationsLiveSideBySide() throws Exception {
        List<RunningProcess> left = leaveBehind("exec sleep 67", "exec sleep 68");
        adopt(left.get(0), left.get(1));

        RunningProcess young = world.shell("exec sleep 69");

        assertEquals(
                List.of(true, true, false),
                world.processes.running().stream().map(RunningProcess::adopted).toList());
        world.processes.terminate(young.identity(), LONG).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertEquals(Set.copyOf(left), Set.copyOf(world.processes.running()));
    }

    private void adopt(RunningProcess... entries) {
        List.of(entries).forEach(world.ledger::record);
        world.processes.adopt(world.ledger);
        world.processes.agree();
    }

    /** Starts a JVM that starts these scripts, and kills it. */
    private List<RunningProcess> leaveBehind(String... scripts) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(world.folder.toString()));
        arguments.addAll(List.of(scripts));
        Process victim = JavaProgram.start(
                List.of(), JavaProgram.HOMES.get(0), List.of(), Victim.class, arguments.toArray(new String[0]));
        List<RunningProcess> left = new ArrayList<>();
        try (BufferedReader out = victim.inputReader()) {
            for (String line = out.readLine(); !"done".equals(line); line = out.readLine()) {
                String[] fields = line.split("\t");
                left.add(entry(
                        Long.parseLong(fields[0]), Long.parseLong(fields[1]), Path.of(fields[2]), left.size() + 1));
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        left.forEach(process -> assertTrue(world.lives(process.pid())));
        return left;
    }

    private RunningProcess entry(long pid, long start, Path output, int instance) {
        return new RunningProcess(
                new ProcessIdentity(pid, start, world.table.bootId()),
                new Owner(Owner.Kind.TENANT, "shop", instance),
                OptionalInt.of(21290 + instance),
                Optional.of(world.folder.resolve("shop.pid")),
                "digest-" + instance,
                output,
                true);
    }

    private void kill(long pid) throws IOException, InterruptedException {
        assertEquals(
                0, new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor());
        Await.until("it is dead", () -> !world.lives(pid));
    }
}
