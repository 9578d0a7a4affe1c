package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.strategy.StrategyChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartingTest {

    private static Map<String, ?> named(String name) {
        return Map.of("navigator.strategy", name);
    }

    @Test
    void aFailedProcessIsStartedAgainAfterASecondThenTwoThenFour() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());

        for (int pause : List.of(1, 2, 4, 8)) {
            bench.exit("redis", Bench.FAILURE);
            assertEquals(ManagedState.BACKING_OFF, bench.state("redis"));
            bench.pass(pause - 0.1);
            assertEquals(List.of(), bench.alive());
            bench.pass(0.2);
            assertEquals(List.of("redis"), bench.alive());
        }
        assertEquals(4, bench.status("redis").restarts());
    }

    @Test
    void aFailedProcessIsStartedAgainThoughEndingItsGroupWentWrongAtFirst() {
        try (Bench bench = Bench.running(Settings.of("redis").autoRestart())) {
            bench.processes.failToTerminate(new IllegalStateException("on purpose"));

            bench.exit("redis", Bench.FAILURE);
            bench.processes.failToTerminate(null);
            bench.pass(2.1);

            assertEquals(ManagedState.RUNNING, bench.state("redis"));
            assertEquals(2, bench.launches("redis"));
        }
    }

    @Test
    void aSignalCountsAsFailure() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());

        bench.exit("redis", ExitStatus.ofJava(137));
        bench.pass(1.1);

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void exitCodeZeroIsNoReasonToStartAgain() {
        Bench bench = Bench.running(Settings.of("migrate").autoRestart());

        bench.exit("migrate", Bench.SUCCESS);
        bench.pass(3600);

        assertEquals(ManagedState.EXITED, bench.state("migrate"));
        assertEquals(1, bench.launches("migrate"));
        assertTrue(bench.status("migrate").reason().startsWith("exit code 0 after "));
        assertEquals(List.of(), bench.problems());
    }

    @Test
    void aProcessThatEndsWellAtOnceIsToldToStayInTheForeground() {
        try (Bench bench = Bench.running(Settings.of("redis"), Settings.of("migrate"))) {
            bench.exit("redis", Bench.SUCCESS);
            bench.pass(6);
            bench.exit("migrate", Bench.SUCCESS);

            List<String> exits = bench.logged()
                    .lines()
                    .filter(line -> line.startsWith("Process exited"))
                    .toList();
            assertTrue(exits.get(0).contains("it has to stay in the foreground"), exits.get(0));
            assertFalse(exits.get(1).contains("foreground"), exits.get(1));
        }
    }

    @Test
    void withoutAutoRestartAProcessStaysDownAndLogAndStatusSayWhy() {
        try (Bench bench = Bench.running(Settings.of("monitor"))) {
            bench.processes.print(bench.pid("monitor"), "cannot reach prometheus");

            bench.exit("monitor", ExitStatus.ofJava(3));
            bench.pass(3600);

            assertEquals(ManagedState.EXITED, bench.state("monitor"));
            assertEquals(
                    "exit code 3 after 0s; auto_restart is off",
                    bench.status("monitor").reason());
            assertTrue(bench.logged().contains("Process crashed managed_processes name=monitor"), bench.logged());
            assertEquals(
                    List.of("managed process 'monitor': exit code 3 after 0s; auto_restart is off"), bench.problems());
            assertTrue(bench.logged().contains("status=\"exit code 3\""));
            assertTrue(bench.logged().contains("working_dir=/tmp last_output=\"cannot reach prometheus\""));
        }
    }

    @Test
    void aMinuteOfGoodRunningForgetsEarlierFailures() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.exit("redis", Bench.FAILURE);
        bench.pass(1.1);
        bench.exit("redis", Bench.FAILURE);
        bench.pass(2.1);

        bench.pass(60);
        bench.exit("redis", Bench.FAILURE);
        bench.pass(1.1);

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aCommandThatCannotBeExecutedFollowsTheSamePolicy() {
        try (Bench bench = new Bench()) {
            bench.open();
            bench.processes.refuse("'redis-server': no such file");

            bench.configure(Settings.of("redis").autoRestart());

            assertEquals(ManagedState.BACKING_OFF, bench.state("redis"));
            assertEquals("'redis-server': no such file", bench.status("redis").reason());
            assertEquals(List.of("managed process 'redis': 'redis-server': no such file"), bench.problems());
            assertTrue(
                    bench.logged()
                            .contains("Process could not be started managed_processes name=redis"
                                    + " error=\"'redis-server': no such file\" failures=1"
                                    + " command=redis-server working_dir=/tmp"),
                    bench.logged());
            bench.processes.refuse(null);
            bench.pass(1.1);
            assertEquals(ManagedState.RUNNING, bench.state("redis"));
            assertEquals(List.of(), bench.problems());
        }
    }

    @Test
    void aCommandThatCannotBeExecutedAndIsNotTriedAgainRemainsAProblem() {
        try (Bench bench = new Bench()) {
            bench.open();
            bench.processes.refuse("'redis-server': no such file");

            bench.configure(Settings.of("redis"));

            assertEquals(
                    List.of("managed process 'redis': 'redis-server': no such file; auto_restart is off"),
                    bench.problems());
        }
    }

    @Test
    void aProcessThatKeepsFailingIsShownAsFailingWithTheReason() {
        try (Bench bench = Bench.running(Settings.of("flappy").autoRestart())) {
            for (int pause : List.of(1, 2, 4, 8)) {
                bench.exit("flappy", Bench.FAILURE);
                assertEquals(ManagedState.BACKING_OFF, bench.state("flappy"));
                bench.pass(pause + 0.01);
            }

            bench.exit("flappy", Bench.FAILURE);

            assertEquals(ManagedState.FAILING, bench.state("flappy"));
            assertEquals(
                    "failed 5 times in a row, last: exit code 1 after 0.010s",
                    bench.status("flappy").reason());
            assertTrue(
                    bench.logged()
                            .contains(
                                    "Next start scheduled managed_processes name=flappy in=16s failures=5 state=failing"),
                    bench.logged());
        }
    }

    @Test
    void theLongestPauseIsAMinute() {
        Bench bench = Bench.running(Settings.of("flappy").autoRestart());

        for (int i = 0; i < 12; i++) {
            bench.exit("flappy", Bench.FAILURE);
            assertEquals(List.of(), bench.alive());
            while (bench.alive().isEmpty()) {
                bench.pass(1);
            }
        }

        assertEquals(1 + 2 + 4 + 8 + 16 + 32 + 6 * 60, Math.round((bench.scheduler.nanoTime() - 1) / 1e9));
    }

    @Test
    void aThirdPartysPolicyDecides() {
        Bench bench = new Bench();
        RestartPolicy fixed = context -> Optional.of(Duration.ofSeconds(7));
        bench.delays.offer(fixed, named("fixed"));
        bench.open();
        bench.configure(Settings.of("redis").autoRestart().restart(StrategyChoice.named("fixed")));

        bench.exit("redis", Bench.FAILURE);
        bench.pass(6.9);
        assertEquals(ManagedState.BACKING_OFF, bench.state("redis"));
        bench.pass(0.2);
        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aPolicyThatThrowsIsAnsweredForByTheBuiltIn() {
        Bench bench = new Bench();
        bench.delays.offer(
                context -> {
                    throw new IllegalStateException("no idea");
                },
                named("broken"));
        bench.open();
        bench.configure(Settings.of("redis").autoRestart());

        bench.exit("redis", Bench.FAILURE);
        bench.pass(1.1);

        assertEquals(ManagedState.RUNNING, bench.state("redis"));
    }

    @Test
    void aPolicyMayGiveUp() {
        try (Bench bench = new Bench()) {
            bench.delays.offer(context -> Optional.empty(), named("never"));
            bench.open();
            bench.configure(Settings.of("redis").autoRestart());

            bench.exit("redis", Bench.FAILURE);
            bench.pass(3600);

            assertEquals(ManagedState.EXITED, bench.state("redis"));
            assertTrue(bench.status("redis").reason().endsWith("the restart policy gave up after 1 failures in a row"));
            assertEquals(1, bench.problems().size());
            assertTrue(bench.logged().contains("Process stays down managed_processes name=redis"));
        }
    }

    @Test
    void whatIsLeftOfTheGroupGoesBeforeTheNextStart() {
        Bench bench = Bench.running(Settings.of("redis").autoRestart());
        bench.processes.obedient(false);
        long pid = bench.pid("redis");

        bench.processes.exitAlone(pid, Bench.FAILURE);
        bench.pass(5);
        assertEquals(1, bench.launches("redis"));
        assertEquals(pid, bench.processes.terminations().get(0).process().pid());

        bench.processes.vanish(pid, Bench.FAILURE);
        bench.pass(1.1);
        assertEquals(2, bench.launches("redis"));
    }

    @Test
    void theLogTellsOfTheCrash() {
        try (Bench bench = Bench.running(Settings.of("redis").autoRestart())) {
            long pid = bench.pid("redis");
            bench.processes.print(pid, "out of", "memory");
            bench.pass(3);

            bench.exit("redis", ExitStatus.ofJava(139));

            assertTrue(
                    bench.logged()
                            .contains("Process crashed, starting replacement managed_processes name=redis pid=" + pid
                                    + " status=\"signal 11\" uptime=3s failures=1 command=redis-server"
                                    + " working_dir=/tmp last_output=\"out of\\nmemory\""),
                    bench.logged());
            assertTrue(bench.logged().contains("Next start scheduled managed_processes name=redis in=1s"));
        }
    }

    @Test
    void aProcessWhoseEndIsHeardOfBeforeItsLaunchReturnsIsLoggedAsStarted() {
        try (Bench bench = new Bench()) {
            bench.supervisor.open(
                    new HastyProcesses(bench.processes, process -> bench.processes.exit(process.pid(), Bench.FAILURE)));

            bench.configure(Settings.of("flash"));

            assertEquals(ManagedState.EXITED, bench.state("flash"));
            assertTrue(bench.logged().startsWith("Starting process managed_processes name=flash pid="), bench.logged());
            assertTrue(bench.logged().contains("Process crashed managed_processes name=flash"), bench.logged());
        }
    }
}
