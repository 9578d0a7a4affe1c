package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Another version of the bundle takes over at any moment. */
class UpdateTest {

    private static boolean done(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone()
                && !stage.toCompletableFuture().isCompletedExceptionally();
    }

    @Test
    void processesKeepPidUptimeAndCounts() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.exit("redis", Bench.FAILURE);
        bench.pass(11);
        ManagedStatus before = bench.status("redis");

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis").autoRestart());

        assertEquals(before, bench.status("redis"));
        assertEquals(1, bench.processes.running().size());
    }

    @Test
    void anIntervalBetweenTwoStartsGoesOn() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.exit("redis", Bench.FAILURE);
        bench.pass(0.6);

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis").autoRestart());
        bench.pass(0.3);
        assertEquals(ManagedState.BACKING_OFF, bench.state("redis"));
        bench.pass(0.2);

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void startDelaysStillCountFromNavigatorsStart() {
        Bench bench = Bench.running(Settings.of("redis").startDelay(10));
        bench.pass(8);

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis").startDelay(10));
        bench.pass(2.1);

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void anEndInTheMeantimeIsNoticed() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        long pid = bench.pid("redis");

        bench.update();
        bench.processes.exitUnheard(pid);
        bench.open();
        bench.configure(Settings.of("redis").autoRestart());
        assertEquals(ManagedState.BACKING_OFF, bench.state("redis"));
        bench.pass(1.1);

        assertEquals(List.of("redis"), bench.alive());
    }

    @Test
    void aLaunchThatNobodyHadHeardOfIsMadeUpFor() {
        Bench bench = Bench.running();
        bench.supervisor.shut(bench.processes);
        bench.configure(Settings.of("redis"));
        CompletionStage<Void> started = bench.supervisor.start("redis");

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis"));

        assertEquals(1, bench.launches("redis"));
        assertTrue(done(started));
    }

    @Test
    void aStopUnderWayIsFinishedAndWhoAskedIsTold() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.processes.obedient(false);
        long pid = bench.pid("redis");
        CompletionStage<Void> stopped = bench.supervisor.stop("redis");

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis"));
        assertFalse(done(stopped));
        bench.processes.exit(pid, Bench.SUCCESS);

        assertTrue(done(stopped));
        assertEquals(ManagedState.STOPPED, bench.state("redis"));
    }

    @Test
    void whatAnOperatorStoppedStaysDown() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.supervisor.stop("redis");

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis"));

        assertEquals(ManagedState.STOPPED, bench.state("redis"));
    }

    @Test
    void aReadyCheckUnderWayGoesOn() {
        ReadyCheck never = new ReadyCheck.Log(Pattern.compile("ready"), Duration.ofSeconds(30));
        Bench bench = Bench.running(Settings.of("redis").ready(never));

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis").ready(never));
        assertEquals(ManagedState.STARTING, bench.state("redis"));
        bench.configure(Settings.of("redis"));

        assertTrue(bench.supervisor.ready("redis"));
    }

    @Test
    void theOldVersionLeavesNoTimerAndHearsNothingAnyMore() {
        Bench bench = Bench.running(
                Settings.of("redis").autoRestart(), Settings.of("late").startDelay(60));
        Supervisor old = bench.supervisor;
        bench.exit("redis", Bench.FAILURE);

        bench.update();
        int timersOfTheNewOne = bench.scheduler.pending();
        old.start("redis");
        bench.open();

        assertEquals(1, bench.launches("redis"));
        assertEquals(1, timersOfTheNewOne);
    }

    @Test
    void aChangeAcrossAnUpdateReplacesTheProcess() {
        Bench bench = Bench.running(Settings.of("redis"));

        bench.update();
        bench.open();
        bench.configure(Settings.of("redis").env(Map.of("V", "2")));

        assertEquals(List.of("redis"), bench.alive());
        assertEquals(2, bench.launches("redis"));
    }

    @Test
    void stateThatIsNotUnderstoodIsReplacedByWhatRuns() {
        Bench bench = Bench.running(Settings.of("redis"));
        long pid = bench.pid("redis");
        bench.supervisor.handOver();

        bench.supervisor = new Supervisor(bench.scheduler, bench.delays, Optional.of(Map.of("version", 2)));
        bench.open();
        bench.configure(Settings.of("redis"));

        assertEquals(pid, bench.pid("redis"));
        assertEquals(1, bench.launches("redis"));
    }
}
