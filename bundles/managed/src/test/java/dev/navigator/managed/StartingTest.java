package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StartingTest {

    /** Never passes: there is no such file. */
    private static final ReadyCheck NEVER = new ReadyCheck.Log(Pattern.compile("ready"), Duration.ofSeconds(30));

    @Test
    void processesStartInTheOrderOfTheFile() {
        Bench bench = Bench.running(Settings.of("redis"), Settings.of("sidekiq"), Settings.of("monitor"));

        assertEquals(List.of("redis", "sidekiq", "monitor"), bench.alive());
        assertEquals(ManagedState.RUNNING, bench.state("monitor"));
    }

    @Test
    void startDelaysCountFromNavigatorsStart() {
        Bench bench = Bench.running(
                Settings.of("redis"),
                Settings.of("sidekiq").startDelay(2),
                Settings.of("monitor").startDelay(5));

        bench.pass(1.9);
        assertEquals(List.of("redis"), bench.alive());
        bench.pass(0.2);
        assertEquals(List.of("redis", "sidekiq"), bench.alive());
        bench.pass(3);
        assertEquals(List.of("redis", "sidekiq", "monitor"), bench.alive());
    }

    @Test
    void aProcessNeverStartsBeforeItsPredecessor() {
        Bench bench = Bench.running(Settings.of("slow").startDelay(5), Settings.of("quick"));

        bench.pass(4);
        assertEquals(List.of(), bench.alive());
        assertEquals(
                "waits for 'slow' to be started first", bench.status("quick").reason());
        bench.pass(1);
        assertEquals(List.of("slow", "quick"), bench.alive());
    }

    @Test
    void aPredecessorThatCannotBeExecutedHoldsNobodyUp() {
        Bench bench = new Bench();
        bench.open();
        bench.processes.refuse("no such command");
        bench.configure(Settings.of("broken"));
        bench.processes.refuse(null);

        bench.configure(Settings.of("broken"), Settings.of("next"));

        assertEquals(List.of("next"), bench.alive());
        assertEquals(ManagedState.EXITED, bench.state("broken"));
    }

    @Test
    void theDelayAppliesToTheFirstStartOnly() {
        Bench bench = Bench.running(Settings.of("sidekiq").startDelay(20).autoRestart());
        bench.pass(20);

        bench.exit("sidekiq", Bench.FAILURE);
        bench.pass(1.1);

        assertEquals(ManagedState.RUNNING, bench.state("sidekiq"));
    }

    @Test
    void aDependantWaitsUntilWhatItNeedsIsReady() {
        Bench bench = Bench.running(
                Settings.of("redis").ready(NEVER), Settings.of("sidekiq").dependsOn("redis"));

        bench.pass(10);

        assertEquals(ManagedState.STARTING, bench.state("redis"));
        assertEquals(ManagedState.WAITING, bench.state("sidekiq"));
        assertEquals("waits for 'redis' to be ready", bench.status("sidekiq").reason());
        assertFalse(bench.supervisor.ready("redis"));
    }

    @Test
    void whatOthersDependOnStartsFirstWhereverItStandsInTheFile() {
        Bench bench = Bench.running(Settings.of("sidekiq").dependsOn("redis"), Settings.of("redis"));

        assertEquals(List.of("redis", "sidekiq"), bench.alive());
        assertEquals(
                List.of("sidekiq", "redis"),
                bench.supervisor.processes().stream().map(ManagedStatus::name).toList());
    }

    @Test
    void oneHeldUpByATroubledDependencyHoldsUpNobodyElse() {
        Bench bench = Bench.running(
                Settings.of("redis").ready(NEVER), Settings.of("sidekiq").dependsOn("redis"), Settings.of("monitor"));
        bench.pass(29);
        assertEquals(List.of("redis"), bench.alive());

        bench.pass(2);

        assertEquals(List.of("redis", "monitor"), bench.alive());
        assertTrue(bench.status("redis").reason().startsWith("not ready in time: "));
        assertTrue(bench.logged().contains("Process not ready in time managed_processes name=redis"), bench.logged());
    }

    @Test
    void whatIsNotReadyInTimeIsAProblemAndSoIsWhatWaitsForIt() {
        Bench bench = Bench.running(
                Settings.of("redis").ready(NEVER), Settings.of("sidekiq").dependsOn("redis"));
        bench.pass(29);
        assertEquals(List.of(), bench.problems());

        bench.pass(2);

        assertEquals(2, bench.problems().size());
        assertTrue(bench.problems().get(0).startsWith("managed process 'redis': not ready in time: "));
        assertEquals(
                "managed process 'sidekiq': waits for 'redis' to be ready",
                bench.problems().get(1));
    }

    @Test
    void whatWasTheMatterWithAProcessIsForgottenOnceItIsStopped() {
        Bench bench = Bench.running(Settings.of("redis").ready(NEVER));
        bench.pass(31);

        bench.supervisor.stop("redis");
        bench.pass(1);

        assertEquals(ManagedState.STOPPED, bench.state("redis"));
        assertEquals("", bench.status("redis").reason());
        assertEquals(List.of(), bench.problems());
    }

    @Test
    void aTaskThatEndedWellHoldsUpNobodyWhoDependsOnIt() {
        Bench bench = Bench.running(
                Settings.of("migrate"),
                Settings.of("worker").dependsOn("migrate").autoRestart());
        bench.exit("migrate", Bench.SUCCESS);

        bench.exit("worker", Bench.FAILURE);
        bench.pass(1.1);

        assertEquals(ManagedState.RUNNING, bench.state("worker"));
        assertFalse(bench.supervisor.ready("migrate"));
    }

    @Test
    void aRestartWaitsForDependenciesToo() {
        Bench bench = Bench.running(
                Settings.of("redis").autoRestart(),
                Settings.of("sidekiq").dependsOn("redis").autoRestart());
        bench.exit("sidekiq", Bench.FAILURE);
        bench.pass(0.5);
        bench.exit("redis", Bench.FAILURE);

        bench.pass(0.6);
        assertEquals("waits for 'redis' to be ready", bench.status("sidekiq").reason());
        bench.pass(0.5);
        assertEquals(List.of("redis", "sidekiq"), bench.alive());
    }

    @Test
    void nothingStartsBeforeItIsKnownWhatRuns() {
        Bench bench = new Bench();
        bench.configure(Settings.of("redis"));
        assertEquals(ManagedState.WAITING, bench.state("redis"));

        bench.open();

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void theLogNamesTheProcessThePidAndTheCommand() {
        try (Bench bench = Bench.running(Settings.of("redis").command("redis-server", "--requirepass", "secret"))) {
            assertTrue(
                    bench.logged()
                            .contains("Starting process managed_processes name=redis pid=" + bench.pid("redis")
                                    + " command=redis-server"),
                    bench.logged());
            assertFalse(bench.logged().contains("secret"));
        }
    }
}
