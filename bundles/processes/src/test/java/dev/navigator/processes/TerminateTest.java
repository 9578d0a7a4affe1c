package dev.navigator.processes;

import static dev.navigator.processes.World.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TerminateTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Leaves its session, twice forked, and writes its PID to the file it is given. */
    private static final String DAEMON = """
            import os, sys, time
            if os.fork(): os._exit(0)
            os.setsid()
            if os.fork(): os._exit(0)
            open(sys.argv[1] + '.new', 'w').write('%d\\n' % os.getpid())
            os.rename(sys.argv[1] + '.new', sys.argv[1])
            time.sleep(60)
            """;

    @RegisterExtension
    private final World world = new World();

    @Test
    void oneThatHeedsSigtermEndsInOrder() throws Exception {
        RunningProcess process = world.shell("trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.01; done");
        awaitOutput(process);

        ExitStatus status = terminate(process, LONG);

        assertEquals(new ExitStatus(OptionalInt.of(7), OptionalInt.empty()), status);
        assertEquals(
                List.of("exited " + process.pid() + ": exit code 7", "gone " + process.pid() + ": exit code 7"),
                world.heard.of(process));
        List<String> output = new ArrayList<>(world.processes.lastOutput(process.identity(), 10));
        output.remove("Terminated"); // what the shell says of its sleep, if that was there just then
        assertEquals(List.of("up", "bye"), output);
        assertEquals(List.of(), world.processes.running());
        Await.until("the ledger is empty", () -> world.ledger.entries().isEmpty());
    }

    @Test
    void oneThatIgnoresSigtermIsKilledWhenItsTimeIsUp() throws Exception {
        RunningProcess process = world.shell("trap '' TERM; echo up; while :; do sleep 0.01; done");
        awaitOutput(process);
        long begin = System.nanoTime();

        ExitStatus status = terminate(process, SHORT);

        assertEquals(OptionalInt.of(9), status.signal());
        assertTrue(System.nanoTime() - begin >= SHORT.toNanos());
    }

    @Test
    void withoutGraceItIsKilledAtOnce() throws Exception {
        RunningProcess process = world.shell("trap 'exit 0' TERM; echo up; while :; do sleep 0.01; done");
        awaitOutput(process);

        assertEquals(OptionalInt.of(9), terminate(process, Duration.ZERO).signal());
    }

    @Test
    void askingAgainShortensTheGraceAndNeverLengthensIt() throws Exception {
        RunningProcess process = world.shell("trap '' TERM; echo up; while :; do sleep 0.01; done");
        awaitOutput(process);
        var first = world.processes.terminate(process.identity(), LONG);

        var second = world.processes.terminate(process.identity(), SHORT);
        var third = world.processes.terminate(process.identity(), LONG);

        for (var end : List.of(first, second, third)) {
            assertEquals(
                    OptionalInt.of(9),
                    end.toCompletableFuture().get(5, TimeUnit.SECONDS).signal());
        }
    }

    @Test
    void grandchildrenGoWithIt() throws Exception {
        RunningProcess process = world.shell("(trap '' TERM; sleep 61 & echo $!; wait) & sleep 62 & wait");
        long grandchild = Long.parseLong(awaitOutput(process));

        terminate(process, SHORT);

        assertFalse(world.lives(grandchild));
        assertEquals(List.of(), world.marked());
    }

    @Test
    void groupsWithinItsSessionGoWithIt() throws Exception {
        RunningProcess process = world.python("""
                import os, time
                job = os.fork()
                os.setpgid(job, job) if job else None
                print(job, flush=True) if job else None
                time.sleep(61)
                """);
        long job = Long.parseLong(awaitOutput(process));
        assertEquals(job, world.table.stat(job).orElseThrow().group());

        terminate(process, LONG);

        assertFalse(world.lives(job));
    }

    @Test
    void aDaemonThatLeftItsSessionIsFoundByItsMark() throws Exception {
        RunningProcess process =
                world.processes.launch(world.spec(SHOP, "sh", "-c", "python3 -c \"$0\" pid; exec sleep 63", DAEMON));
        long daemon = Long.parseLong(Await.line(world.file("pid")));
        assertFalse(world.table.stat(daemon).orElseThrow().session() == process.pid());

        terminate(process, LONG);

        assertFalse(world.lives(daemon));
        assertEquals(List.of("exited", "gone"), kinds(process));
    }

    @Test
    void aDescendantInAnotherSessionWithoutOurMarkGoesToo() throws Exception {
        RunningProcess process = world.shell("setsid env -i /bin/sh -c 'echo $$ > pid; exec sleep 64' & wait");
        long stranger = Long.parseLong(Await.line(world.file("pid")));
        assertTrue(world.table.mark(stranger).isEmpty());

        terminate(process, LONG);

        assertFalse(world.lives(stranger));
    }

    @Test
    void oneThatIsStoppedEndsAllTheSame() throws Exception {
        RunningProcess process =
                world.shell("trap 'exit 5' TERM; echo up; kill -STOP $$; while :; do sleep 0.01; done");
        awaitOutput(process);
        Await.until("it is stopped", () -> Await.text(Path.of("/proc/" + process.pid() + "/stat"))
                .contains(") T "));

        assertEquals(OptionalInt.of(5), terminate(process, LONG).code());
    }

    @Test
    void terminatingAtOnceAfterTheLaunchHitsNobodyElse() throws Exception {
        for (int i = 0; i < 20; i++) {
            RunningProcess process = world.shell("exec sleep 65");

            ExitStatus status = terminate(process, LONG);

            assertEquals(OptionalInt.of(15), status.signal());
        }
    }

    @Test
    void whatACrashLeavesBehindIsEndedBeforeItIsGone() throws Exception {
        RunningProcess process =
                world.shell("sleep 66 & sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.01; done' & wait");
        long stubborn = Long.parseLong(awaitOutput(process));

        kill(process.pid());
        Await.until("it exited", () -> !world.heard.of(process).isEmpty());
        assertEquals(List.of(), world.processes.running());
        assertEquals(1, world.ledger.entries().size(), "until nothing is left, a successor has to know");
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);

        assertFalse(world.lives(stubborn));
        assertEquals(
                List.of("exited " + process.pid() + ": signal 9", "gone " + process.pid() + ": signal 9"),
                world.heard.of(process));
    }

    @Test
    void daemonsThatLeaveTheirStartBehindAreEndedBeforeItIsGone() throws Exception {
        List<RunningProcess> many = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            many.add(world.processes.launch(world.spec(SHOP, "python3", "-c", DAEMON, "pid" + i)));
        }

        for (RunningProcess process : many) {
            Await.until("it is gone", () -> world.heard.of(process).size() == 2);
            String mark = process.output().toString();
            assertFalse(world.table.all().stream()
                    .anyMatch(stat ->
                            world.table.mark(stat.pid()).filter(mark::equals).isPresent()));
        }
    }

    @Test
    void anExitIsHeardWithinMilliseconds() throws Exception {
        RunningProcess process = world.shell("echo up; exec sleep 67");
        awaitOutput(process);
        long begin = System.nanoTime();

        kill(process.pid());
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);

        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1)); // a few milliseconds on an idle machine
    }

    @Test
    void manyEndTogether() throws Exception {
        List<RunningProcess> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(world.shell("exec sleep 68"));
        }

        List<CompletableFuture<ExitStatus>> ends = many.stream()
                .map(process ->
                        world.processes.terminate(process.identity(), LONG).toCompletableFuture())
                .toList();

        for (CompletableFuture<ExitStatus> end : ends) {
            assertEquals(OptionalInt.of(15), end.get(10, TimeUnit.SECONDS).signal());
        }
        many.forEach(process -> assertEquals(List.of("exited", "gone"), kinds(process)));
        Await.until("the ledger is empty", () -> world.ledger.entries().isEmpty());
    }

    @Test
    void whatIsGoneIsTerminatedAlready() throws Exception {
        RunningProcess process = world.shell("exit 3");
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);

        assertEquals(OptionalInt.of(3), terminate(process, LONG).code());
    }

    @Test
    void aProcessThatIsNotOursIsNotSignalled() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "69").start();
        try {
            ProcessIdentity identity =
                    world.table.stat(stranger.pid()).orElseThrow().identity(world.table.bootId());

            ExitStatus status = world.processes
                    .terminate(identity, Duration.ZERO)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);

            assertEquals(ExitStatus.UNKNOWN, status);
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void theEndOfNavigatorLeavesNothing() throws Exception {
        RunningProcess process = world.processes.launch(world.spec(
                SHOP, "sh", "-c", "trap '' TERM; python3 -c \"$0\" pid; while :; do sleep 0.01; done", DAEMON));
        long daemon = Long.parseLong(Await.line(world.file("pid")));

        world.processes.end();

        assertFalse(world.lives(process.pid()) || world.lives(daemon));
        assertEquals(List.of(), world.ledger.entries());
    }

    private ExitStatus terminate(RunningProcess process, Duration grace) throws Exception {
        return world.processes
                .terminate(process.identity(), grace)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static String awaitOutput(RunningProcess process) {
        return Await.line(process.output().resolve("stdout"));
    }

    private List<String> kinds(RunningProcess process) {
        return world.heard.of(process).stream()
                .map(event -> event.substring(0, event.indexOf(' ')))
                .toList();
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        assertEquals(
                0, new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor());
    }
}
