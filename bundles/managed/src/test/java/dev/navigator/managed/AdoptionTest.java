package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private final Bench bench = new Bench();

    private RunningProcess survivor(Settings settings) {
        return bench.processes.survivor(Launch.spec(settings.build()));
    }

    @Test
    void aSurvivorWithTheSameSettingsIsAdoptedAndNotStartedAgain() {
        try (bench) {
            RunningProcess redis = survivor(Settings.of("redis"));

            bench.open();
            bench.configure(Settings.of("redis"));

            assertEquals(redis.pid(), bench.pid("redis"));
            assertEquals(ManagedState.RUNNING, bench.state("redis"));
            assertEquals(0, bench.launches("redis"));
            assertTrue(
                    bench.logged().contains("Adopted process managed_processes name=redis pid=" + redis.pid()),
                    bench.logged());
        }
    }

    @Test
    void aSurvivorWithOtherSettingsIsReplaced() {
        RunningProcess old = survivor(Settings.of("redis").command("redis-server", "--port", "1"));

        bench.configure(Settings.of("redis"));
        bench.open();

        assertEquals(List.of("redis"), bench.alive());
        assertNotEquals(old.pid(), bench.pid("redis"));
    }

    @Test
    void aSurvivorThatNobodyConfiguresIsTerminated() {
        survivor(Settings.of("gone"));

        bench.open();
        bench.configure(Settings.of("redis"));

        assertEquals(List.of("redis"), bench.alive());
        assertEquals(1, bench.supervisor.processes().size());
    }

    @Test
    void ofTwoCopiesOneIsTerminated() {
        RunningProcess first = survivor(Settings.of("redis"));
        survivor(Settings.of("redis"));

        bench.open();
        bench.configure(Settings.of("redis"));

        assertEquals(List.of(first), bench.processes.running());
        assertEquals(first.pid(), bench.pid("redis"));
    }

    @Test
    void theEndOfAnAdoptedProcessIsNoticed() {
        survivor(Settings.of("redis"));
        bench.open();
        bench.configure(Settings.of("redis").autoRestart());

        bench.exit("redis", ExitStatus.UNKNOWN);
        bench.pass(1.1);

        assertEquals(1, bench.launches("redis"));
        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aSurvivorThatEndedWhileItWasAdoptedIsNoticed() {
        RunningProcess redis = survivor(Settings.of("redis"));
        bench.open();
        bench.configure(Settings.of("redis").autoRestart());

        bench.processes.exitUnheard(redis.pid());
        bench.pass(2.2);

        assertEquals(1, bench.launches("redis"));
    }

    @Test
    void theEndOfAnEarlierRunsProcessIsNotTakenForThatOfTheOneBeingLaunched() {
        RunningProcess before = survivor(Settings.of("redis"));
        bench.processes.exitUnheard(before.pid());

        bench.supervisor.open(
                new HastyProcesses(bench.processes, process -> bench.supervisor.exited(before, ExitStatus.UNKNOWN)));
        bench.configure(Settings.of("redis").autoRestart());
        bench.pass(2.2);

        assertEquals(1, bench.launches("redis"));
        assertEquals(List.of("redis"), bench.alive());
        assertEquals(bench.processes.running().get(0).pid(), bench.pid("redis"));
    }

    @Test
    void adoptedProcessesCountAsStartedForThoseBehindThem() {
        survivor(Settings.of("redis").startDelay(50));
        bench.open();

        bench.configure(Settings.of("redis").startDelay(50), Settings.of("sidekiq"));

        assertEquals(List.of("redis", "sidekiq"), bench.alive());
    }

    @Test
    void aLineLoggedInAnEarlierRunIsNotWaitedFor() {
        Settings redis = Settings.of("redis")
                .ready(new ReadyCheck.Log(Pattern.compile("Ready to accept"), Duration.ofSeconds(30)));
        survivor(redis);
        bench.open();

        bench.configure(redis);

        assertTrue(bench.supervisor.ready("redis"));
    }

    @Test
    void theProcessesServiceMayGoAndComeBackWithoutAnyLoss() {
        bench.open();
        bench.configure(Settings.of("redis"), Settings.of("sidekiq").autoRestart());
        long redis = bench.pid("redis");

        bench.supervisor.shut(bench.processes);
        bench.processes.exitUnheard(bench.pid("sidekiq"));
        bench.configure(Settings.of("redis"), Settings.of("sidekiq").autoRestart(), Settings.of("new"));
        assertEquals(ManagedState.STARTING, bench.state("new"));
        bench.open();
        bench.pass(1.1);

        assertEquals(List.of("redis", "new", "sidekiq"), bench.alive());
        assertEquals(redis, bench.pid("redis"));
    }

    @Test
    void aStopAskedOfAServiceThatWentIsAskedOfTheNext() {
        bench.open();
        bench.configure(Settings.of("redis"));
        bench.supervisor.shut(bench.processes);

        var stopped = bench.supervisor.stop("redis");
        assertEquals(ManagedState.STOPPING, bench.state("redis"));
        bench.open();

        assertTrue(stopped.toCompletableFuture().isDone());
    }

    @Test
    void aStopWhoseEndNobodyHeardOfIsFinishedByTheNextService() {
        bench.open();
        bench.configure(Settings.of("redis"));
        bench.processes.obedient(false);
        var stopped = bench.supervisor.stop("redis");

        bench.supervisor.shut(bench.processes);
        bench.processes.exitUnheard(bench.pid("redis"));
        bench.open();

        assertTrue(stopped.toCompletableFuture().isDone());
        assertEquals(ManagedState.STOPPED, bench.state("redis"));
    }
}
