package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.FakeProcesses.Termination;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static boolean done(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }

    @Test
    void theLastStartedStopsFirst() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"), Settings.of("monitor"));
        List<RunningProcess> all = bench.processes.running();

        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);

        assertTrue(done(drained));
        assertEquals(List.of("monitor", "sidekiq", "redis"), bench.asked(all));
    }

    @Test
    void eachIsGoneBeforeTheNextIsAsked() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        List<RunningProcess> all = bench.processes.running();
        bench.processes.obedient(false);

        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);

        assertEquals(List.of("sidekiq"), bench.asked(all));
        bench.exit("sidekiq", Bench.SUCCESS);
        assertEquals(List.of("sidekiq", "redis"), bench.asked(all));
        assertFalse(done(drained));
        bench.exit("redis", Bench.SUCCESS);
        assertTrue(done(drained));
    }

    @Test
    void aProcessRestartedInBetweenStillStopsInItsPlace() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart(), Settings.of("sidekiq"));
        bench.exit("redis", Bench.FAILURE);
        bench.pass(1.1);
        List<RunningProcess> all = bench.processes.running();

        bench.supervisor.drain(BUDGET);

        assertEquals(List.of("sidekiq", "redis"), bench.asked(all));
    }

    @Test
    void whatWaitsOrFailedIsNotStartedAnyMore() {
        Bench bench = Bench.running(
                Settings.of("redis").autoRestart(), Settings.of("later").startDelay(5));
        bench.exit("redis", Bench.FAILURE);

        bench.supervisor.drain(BUDGET);
        bench.pass(3600);

        assertEquals(1, bench.launches("redis"));
        assertEquals(0, bench.launches("later"));
        assertEquals(0, bench.scheduler.pending());
    }

    @Test
    void anEndDuringShutdownIsNoReasonToRestart() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart(), Settings.of("sidekiq"));
        bench.processes.obedient(false);

        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);
        bench.exit("redis", Bench.FAILURE);
        bench.exit("sidekiq", Bench.SUCCESS);
        bench.pass(100);

        assertTrue(done(drained));
        assertEquals(1, bench.launches("redis"));
    }

    @Test
    void theStubbornDoNotCostTheOthersTheirShare() {
        Bench bench = Bench.running(
                Settings.of("redis").stopTimeout(4), Settings.of("stubborn").stopTimeout(60));
        bench.processes.obedient(false);
        long stubborn = bench.pid("stubborn");

        bench.supervisor.drain(BUDGET);

        Termination first = bench.processes.terminations().get(0);
        assertEquals(stubborn, first.process().pid());
        assertEquals(Duration.ofSeconds(5), first.grace());
    }

    @Test
    void whoIsStillThereWhenTimeRunsOutIsKilledWithinTheBudget() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        bench.processes.obedient(false);

        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);
        bench.pass(8.9);
        assertFalse(done(drained));
        bench.pass(0.2);

        assertTrue(done(drained));
        assertEquals(List.of(), bench.alive());
    }

    @Test
    void whatCannotEvenBeKilledIsLeftBehindAndNamed() {
        try (Bench bench = Bench.running(Settings.of("redis"))) {
            bench.supervisor.shut(bench.processes);

            CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);
            bench.pass(10.9);
            assertFalse(done(drained));
            bench.pass(0.2);

            assertTrue(done(drained));
            assertTrue(bench.logged().contains("Process does not end managed_processes name=redis"));
        }
    }

    @Test
    void abortKillsEverythingAtOnce() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        bench.processes.obedient(false);
        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);

        bench.supervisor.abort();

        assertTrue(done(drained));
        assertEquals(List.of(), bench.alive());
    }

    @Test
    void abortWithoutDrainKillsToo() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        bench.processes.obedient(false);

        bench.supervisor.abort();

        assertEquals(List.of(), bench.alive());
    }

    @Test
    void aLaunchUnderWayIsWaitedForAndEnded() {
        Bench bench = Bench.running();
        bench.supervisor.shut(bench.processes);
        bench.configure(Settings.of("redis"));
        assertEquals(ManagedState.STARTING, bench.state("redis"));

        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);
        assertFalse(done(drained));
        bench.open();

        assertTrue(done(drained));
        assertEquals(List.of(), bench.alive());
    }

    @Test
    void drainingWithoutAnythingIsDoneAtOnce() {
        Bench bench = Bench.running();

        assertTrue(done(bench.supervisor.drain(BUDGET)));
        assertTrue(done(bench.supervisor.drain(BUDGET)));
    }

    @Test
    void aNavigatorThatNeverStartedDoesNotWaitForLong() {
        Bench bench = new Bench();

        CompletionStage<Void> drained = bench.supervisor.drain(BUDGET);
        bench.pass(1.1);

        assertTrue(done(drained));
    }

    @Test
    void nothingIsStartedForAnOperatorDuringShutdown() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.supervisor.drain(BUDGET);

        CompletionStage<Void> started = bench.supervisor.start("redis");

        assertTrue(started.toCompletableFuture().isCompletedExceptionally());
        assertSame(1L, bench.launches("redis"));
    }
}
