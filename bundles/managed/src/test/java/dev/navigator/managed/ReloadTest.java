package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.processes.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReloadTest {

    @Test
    void unchangedProcessesKeepTheirPid() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        long redis = bench.pid("redis");
        long sidekiq = bench.pid("sidekiq");

        bench.configure(Settings.of("redis"), Settings.of("sidekiq"));

        assertEquals(List.of(redis, sidekiq), List.of(bench.pid("redis"), bench.pid("sidekiq")));
        assertEquals(List.of(), bench.processes.terminations());
    }

    @Test
    void anotherCommandFolderOrEnvironmentReplacesTheProcess() {
        for (Settings changed : List.of(
                Settings.of("redis").command("redis-server", "--appendonly", "yes"),
                Settings.of("redis").folder(Path.of("/var")),
                Settings.of("redis").env(Map.of("LEVEL", "debug")))) {
            Bench bench = Bench.running(Settings.of("redis"));
            long before = bench.pid("redis");

            bench.configure(changed);

            assertEquals(ManagedState.RUNNING, bench.state("redis"));
            assertNotEquals(before, bench.pid("redis"));
            assertEquals(List.of("redis"), bench.alive());
        }
    }

    @Test
    void whatDoesNotConcernTheLaunchIsTakenOverWithoutRestart() {
        Bench bench = Bench.running(Settings.of("redis"));
        long before = bench.pid("redis");

        bench.configure(Settings.of("redis").autoRestart().stopTimeout(3).startDelay(9));
        assertEquals(before, bench.pid("redis"));
        bench.exit("redis", Bench.FAILURE);

        assertEquals(ManagedState.BACKING_OFF, bench.state("redis"));
    }

    @Test
    void removedProcessesStopAndNewOnesStart() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("old"));

        bench.configure(Settings.of("redis"), Settings.of("new"));

        assertEquals(List.of("redis", "new"), bench.alive());
        assertEquals(2, bench.supervisor.processes().size());
        assertThrows(
                CompletionException.class,
                () -> bench.supervisor.start("old").toCompletableFuture().join());
    }

    @Test
    void whatIsReplacedStopsInReverseOrderAndStartsInOrder() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        List<RunningProcess> before = bench.processes.running();
        bench.processes.obedient(false);

        bench.configure(
                Settings.of("redis").env(Map.of("V", "2")),
                Settings.of("sidekiq").env(Map.of("V", "2")));
        assertEquals(List.of("sidekiq"), bench.asked(before));
        bench.exit("sidekiq", Bench.SUCCESS);
        assertEquals(List.of("sidekiq", "redis"), bench.asked(before));
        assertEquals(
                "waits for 'redis' to be started first", bench.status("sidekiq").reason());
        bench.exit("redis", Bench.SUCCESS);

        assertEquals(List.of("redis", "sidekiq"), bench.alive());
    }

    @Test
    void theLastOfManyReloadsWins() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.processes.obedient(false);
        long first = bench.pid("redis");

        for (int version = 1; version <= 20; version++) {
            bench.configure(Settings.of("redis").command("redis-server", "v" + version));
        }
        bench.processes.exit(first, Bench.SUCCESS);

        assertEquals(2, bench.launches("redis"));
        assertEquals(
                List.of("redis-server", "v20"),
                bench.processes.launched().get(1).command());
    }

    @Test
    void goingBackBeforeTheStopChangesNothing() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"));
        bench.processes.obedient(false);
        long redis = bench.pid("redis");

        bench.configure(); // sidekiq is asked first, redis is not yet
        bench.configure(Settings.of("redis"), Settings.of("sidekiq"));
        bench.exit("sidekiq", Bench.SUCCESS);

        assertEquals(redis, bench.pid("redis"));
        assertEquals(2, bench.launches("sidekiq"));
        assertEquals(1, bench.launches("redis"));
    }

    @Test
    void aChangedProcessIsNotDelayedAgain() {
        Bench bench = Bench.running(Settings.of("redis").startDelay(30));
        bench.pass(30);

        bench.configure(Settings.of("redis").startDelay(60).command("valkey-server"));

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aNewProcessCountsItsDelayFromNavigatorsStart() {
        Bench bench = Bench.running();
        bench.pass(100);

        bench.configure(Settings.of("redis").startDelay(30));

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aChangeBringsBackWhatAnOperatorStoppedAndTheSameConfigurationDoesNot() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.supervisor.stop("redis");

        bench.configure(Settings.of("redis"));
        assertEquals(ManagedState.STOPPED, bench.state("redis"));
        bench.configure(Settings.of("redis").env(Map.of("V", "2")));
        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aChangeStartsAtOnceWhatKeptFailing() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart().command("redis-sever"));
        bench.exit("redis", Bench.FAILURE);

        bench.configure(Settings.of("redis").autoRestart().command("redis-server"));

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void switchingAutoRestartOffEndsARestartLoopAndSwitchingItOnBeginsAgain() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.exit("redis", Bench.FAILURE);

        bench.configure(Settings.of("redis"));
        bench.pass(3600);
        assertEquals(ManagedState.EXITED, bench.state("redis"));
        assertTrue(bench.status("redis").reason().endsWith("auto_restart is off"));

        bench.configure(Settings.of("redis").autoRestart());
        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aReadyCheckCanBeRelaxedWhileItDoesNotPass() {
        ReadyCheck never = new ReadyCheck.Log(Pattern.compile("ready"), Duration.ofSeconds(30));
        Bench bench = Bench.running(Settings.of("redis").ready(never));
        long pid = bench.pid("redis");

        bench.configure(Settings.of("redis"));

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
        assertEquals(pid, bench.pid("redis"));
    }

    @Test
    void aRemovedProcessThatStillStopsComesBackWhenItIsConfiguredAgain() {
        Bench bench = Bench.running(Settings.of("redis"));
        bench.processes.obedient(false);
        long pid = bench.pid("redis");
        bench.configure();
        assertEquals(ManagedState.STOPPING, bench.state("redis"));

        bench.configure(Settings.of("redis"));
        bench.processes.exit(pid, Bench.SUCCESS);

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
        assertEquals(1, bench.processes.running().size());
    }
}
