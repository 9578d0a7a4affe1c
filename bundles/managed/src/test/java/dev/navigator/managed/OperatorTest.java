package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.processes.LaunchException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperatorTest {

    private static Throwable failure(CompletionStage<Void> stage) {
        CompletableFuture<Void> future = stage.toCompletableFuture();
        assertTrue(future.isCompletedExceptionally());
        return assertThrows(CompletionException.class, future::join).getCause();
    }

    private static boolean done(CompletionStage<Void> stage) {
        CompletableFuture<Void> future = stage.toCompletableFuture();
        return future.isDone() && !future.isCompletedExceptionally();
    }

    @Test
    void aStoppedProcessStaysDown() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());

        CompletionStage<Void> stopped = bench.supervisor.stop("redis");
        bench.pass(3600);

        assertTrue(done(stopped));
        assertEquals(ManagedState.STOPPED, bench.state("redis"));
        assertEquals(List.of(), bench.alive());
    }

    @Test
    void aStopThatGoesWrongIsTriedAgain() {
        try (Bench bench = Bench.running(Settings.of("redis").autoRestart())) {
            bench.processes.failToTerminate(new IllegalStateException("on purpose"));

            CompletionStage<Void> stopped = bench.supervisor.stop("redis");
            assertFalse(done(stopped));
            bench.processes.failToTerminate(null);
            bench.pass(1);

            assertTrue(done(stopped));
            assertEquals(ManagedState.STOPPED, bench.state("redis"));
        }
    }

    @Test
    void whatWasStoppedUnderAnEarlierNavigatorIsNotStarted() {
        try (Bench bench = new Bench()) {
            bench.supervisor.keepDown(List.of("redis", "unknown"));
            bench.open();
            bench.configure(Settings.of("redis").autoRestart(), Settings.of("worker"));
            bench.pass(3600);

            assertEquals(ManagedState.STOPPED, bench.state("redis"));
            assertEquals(List.of("worker"), bench.alive());
            bench.supervisor.start("redis");
            assertEquals(ManagedState.RUNNING, bench.state("redis"));
        }
    }

    @Test
    void stoppingIsDoneWhenTheWholeGroupIsGone() {
        Bench bench = Bench.running(Settings.of("redis").stopTimeout(3));
        bench.processes.obedient(false);
        long pid = bench.pid("redis");

        CompletionStage<Void> stopped = bench.supervisor.stop("redis");

        assertFalse(done(stopped));
        assertEquals(ManagedState.STOPPING, bench.state("redis"));
        assertEquals(
                Duration.ofSeconds(3), bench.processes.terminations().get(0).grace());
        bench.processes.exit(pid, Bench.SUCCESS);
        assertTrue(done(stopped));
    }

    @Test
    void aStoppedProcessCanBeStartedAgain() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.supervisor.stop("redis");

        CompletionStage<Void> started = bench.supervisor.start("redis");

        assertTrue(done(started));
        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void startingWhatStillStopsWaitsForItsEndFirst() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.processes.obedient(false);
        long pid = bench.pid("redis");
        bench.supervisor.stop("redis");

        CompletionStage<Void> started = bench.supervisor.start("redis");

        assertFalse(done(started));
        assertEquals(1, bench.launches("redis"));
        bench.processes.exit(pid, Bench.SUCCESS);
        assertTrue(done(started));
        assertEquals(2, bench.launches("redis"));
    }

    @Test
    void startingDoesNotWaitForTheNextScheduledStart() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.exit("redis", Bench.FAILURE);

        CompletionStage<Void> started = bench.supervisor.start("redis");

        assertTrue(done(started));
        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void startingDoesNotWaitForDelayOrderOrDependencies() {
        Bench bench = Bench.running(
                Settings.of("slow").startDelay(100), Settings.of("worker").dependsOn("slow"));

        assertTrue(done(bench.supervisor.start("worker")));

        assertEquals(List.of("worker"), bench.alive());
    }

    @Test
    void stoppingWhatWaitsForItsNextStartCancelsIt() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.exit("redis", Bench.FAILURE);

        assertTrue(done(bench.supervisor.stop("redis")));
        bench.pass(3600);

        assertEquals(1, bench.launches("redis"));
        assertEquals(0, bench.scheduler.pending());
    }

    @Test
    void aStartThatFailsSaysWhy() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.supervisor.stop("redis");
        bench.processes.refuse("'redis-server': permission denied");

        Throwable failure = failure(bench.supervisor.start("redis"));

        assertInstanceOf(LaunchException.class, failure);
        assertEquals(
                "managed process 'redis': cannot be started: 'redis-server': permission denied", failure.getMessage());
    }

    @Test
    void aStartIsDoneWhenTheReadyCheckHasPassedAndFailsWhenTheProcessEndsBefore() {
        Bench bench = Bench.running(
                Settings.of("redis").ready(new ReadyCheck.Log(Pattern.compile("ready"), Duration.ofSeconds(30))));

        CompletionStage<Void> started = bench.supervisor.start("redis");
        assertFalse(done(started));
        bench.exit("redis", Bench.FAILURE);

        assertEquals(
                "managed process 'redis': exit code 1 after 0s",
                failure(started).getMessage());
    }

    @Test
    void namesThatAreNotConfiguredAreRefused() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));

        Throwable failure = failure(bench.supervisor.start("radis"));

        assertInstanceOf(IllegalArgumentException.class, failure);
        assertEquals("managed process 'radis': not configured; there are redis, sidekiq", failure.getMessage());
        assertInstanceOf(IllegalArgumentException.class, failure(bench.supervisor.stop("radis")));
    }

    @Test
    void whatEndedMayBeStoppedForGood() {
        Bench bench = Bench.running(Settings.of("migrate"));
        bench.exit("migrate", Bench.SUCCESS);

        assertTrue(done(bench.supervisor.stop("migrate")));

        assertEquals(ManagedState.STOPPED, bench.state("migrate"));
    }

    @Test
    void aStopWhileTheProcessIsBeingLaunchedStillEndsIt() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.supervisor.stop("redis");
        bench.supervisor.shut(bench.processes);
        bench.supervisor.start("redis");
        assertEquals(ManagedState.STARTING, bench.state("redis"));

        CompletionStage<Void> stopped = bench.supervisor.stop("redis");
        assertEquals(ManagedState.STOPPING, bench.state("redis"));
        bench.open();

        assertTrue(done(stopped));
        assertEquals(List.of(), bench.alive());
    }
}
