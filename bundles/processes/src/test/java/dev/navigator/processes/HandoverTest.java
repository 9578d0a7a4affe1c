package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an update of the bundle does: everything is handed to a successor in the same JVM. */
class HandoverTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    private final World world = new World();

    @Test
    void theSuccessorHasTheSameProcesses() {
        RunningProcess process = world.shell("exec sleep 60");

        update();

        assertEquals(List.of(process), world.processes.running());
        assertEquals(List.of(process), world.ledger.entries());
        assertTrue(world.lives(process.pid()));
        assertEquals(List.of(), world.heard.all());
    }

    @Test
    void itHearsOfExitsWithTheirStatus() {
        RunningProcess process = world.shell("while [ ! -e go ]; do sleep 0.01; done; exit 7");
        update();

        touch("go");

        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
        assertEquals(
                List.of("exited " + process.pid() + ": exit code 7", "gone " + process.pid() + ": exit code 7"),
                world.heard.of(process));
    }

    @Test
    void itHearsOfExitsInBetween() {
        RunningProcess process = world.shell("while [ ! -e go ]; do sleep 0.01; done; exit 7");
        Map<String, Object> state = world.processes.close();
        touch("go");
        Await.until("it has ended", () -> !world.lives(process.pid()));
        assertEquals(List.of(), world.heard.all());

        succeed(state);

        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
        assertEquals(
                "exited " + process.pid() + ": exit code 7",
                world.heard.of(process).get(0));
    }

    @Test
    void anEndUnderWayGoesOnAndWhoWaitsForItHears() throws Exception {
        RunningProcess process = world.shell("trap '' TERM; echo up; while :; do sleep 0.01; done");
        Await.line(process.output().resolve("stdout"));
        var end = world.processes.terminate(process.identity(), Duration.ofMillis(500));

        update();

        ExitStatus status = end.toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertEquals(OptionalInt.of(9), status.signal());
        assertEquals(2, world.heard.of(process).size());
    }

    @Test
    void whatIsGoneIsStillKnownForAWhile() throws Exception {
        RunningProcess process = world.shell("echo last words; exit 4");
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);

        update();

        assertEquals(List.of("last words"), world.processes.lastOutput(process.identity(), 5));
        assertEquals(
                OptionalInt.of(4),
                world.processes
                        .terminate(process.identity(), LONG)
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS)
                        .code());
    }

    @Test
    void theOldOneSendsAskersOn() {
        RunningProcess process = world.shell("exec sleep 60");
        LaunchedProcesses old = world.processes;

        update();

        assertThrows(IllegalStateException.class, old::running);
        assertThrows(IllegalStateException.class, () -> old.terminate(process.identity(), LONG));
        assertThrows(IllegalStateException.class, () -> old.launch(world.spec(World.SHOP, "/bin/true")));
        assertTrue(world.lives(process.pid()));
    }

    @Test
    void whatIsHandedOverNeedsNoneOfOurClasses() throws Exception {
        RunningProcess running = world.shell("exec sleep 60");
        RunningProcess ending = world.shell("trap '' TERM; while :; do sleep 0.01; done");
        RunningProcess gone = world.shell("exit 1");
        Await.until("it is gone", () -> world.heard.of(gone).size() == 2);
        var end = world.processes.terminate(ending.identity(), LONG).toCompletableFuture();
        world.processes.unbind("test", world.heard);

        Map<String, Object> state = world.processes.close();

        assertForeign(state);
        assertFalse(end.isDone());
        succeed(state);
        assertTrue(world.processes.running().contains(running));
        world.processes.terminate(ending.identity(), Duration.ZERO);
        assertEquals(OptionalInt.of(9), end.get(10, TimeUnit.SECONDS).signal());
    }

    @Test
    void theOldOneCanBeForgottenWhileItsProcessesRun() {
        RunningProcess process = world.shell("exec sleep 60");
        WeakReference<LaunchedProcesses> old = new WeakReference<>(world.processes);

        update();

        Await.until("nothing holds the old one", () -> {
            System.gc();
            return old.get() == null;
        });
        assertEquals(List.of(process), world.processes.running());
    }

    @Test
    void launchesDuringUpdatesAreNeitherLostNorDoubled() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        var threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> launchers = IntStream.range(0, 3)
                    .mapToObj(i -> threads.submit(() -> launchUntil(stop)))
                    .toList();
            for (int i = 0; i < 10; i++) {
                LaunchedProcesses before = world.processes;
                int known = before.running().size();
                Await.until("something was launched", () -> before.running().size() > known);
                update();
                assertNotSame(before, world.processes);
            }
            stop.set(true);
            int launched = 0;
            for (Future<Integer> launcher : launchers) {
                launched += launcher.get(10, TimeUnit.SECONDS);
            }

            assertEquals(launched, world.processes.running().size());
            assertEquals(launched, world.ledger.entries().size());
            assertEquals(launched, world.marked().size());
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private int launchUntil(AtomicBoolean stop) {
        int launched = 0;
        while (!stop.get()) {
            try {
                world.shell("exec sleep 60");
                launched++;
            } catch (IllegalStateException e) {
                Thread.onSpinWait(); // being updated: ask again
            }
        }
        return launched;
    }

    private void update() {
        succeed(world.processes.close());
    }

    private void succeed(Map<String, Object> state) {
        LaunchedProcesses successor = world.create();
        successor.resume(state);
        world.processes = successor;
    }

    private void touch(String name) {
        assertTrue(world.file(name).toFile().mkdir());
    }

    /** Everything in it comes from the JDK or the API. */
    private static void assertForeign(Object state) {
        Class<?> type = state.getClass();
        assertTrue(type.getClassLoader() == null || type.getName().startsWith("dev.navigator.api."), type::getName);
        if (state instanceof Map<?, ?> map) {
            map.keySet().forEach(HandoverTest::assertForeign);
            map.values().forEach(HandoverTest::assertForeign);
        } else if (state instanceof Collection<?> collection) {
            collection.forEach(HandoverTest::assertForeign);
        }
    }
}
