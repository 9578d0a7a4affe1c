package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandRunnerTest {

    private final FakePool pool = new FakePool();
    private final CommandRunner runner = new CommandRunner(new Gogo()
            .with(new Ps(pool, null), "ps")
            .with(new Stop(pool, null), "stop")
            .with(new Restart(pool, null), "restart")
            .with(new Help(), "help")
            .processor);

    @Test
    void psShowsTenantsInstancesAndNotes() {
        CommandRunner.Outcome outcome = runner.run(List.of("ps"));

        assertEquals(0, outcome.status());
        assertEquals("""
                TENANT  STATE    PID   PORT  IN FLIGHT  AGE   IDLE  QUEUED  NOTE
                shop.1  busy     4711  4001  3          1h2m  0s    2
                wiki    stopped  -     -     -          -     -     0       no\\x0aroom

                managed processes: not there now
                """, outcome.text());
    }

    @Test
    void psForMachinesIsJson() {
        String json = runner.run(List.of("ps", "--json")).text();

        assertTrue(json.contains("\"pid\":4711"), json);
        assertTrue(json.contains("\"last_error\":\"no\\u000aroom\""), json);
    }

    @Test
    void aNameIsHandedOverAsItIs() {
        runner.run(List.of("stop", "shop"));

        assertEquals(List.of("stop shop"), pool.asked);
    }

    @Test
    void whatLooksLikeGogosLanguageIsOnlyAName() {
        CommandRunner.Outcome outcome = runner.run(List.of("stop", "$(navigator:stop shop); stop shop"));

        assertEquals(1, outcome.status());
        assertEquals(List.of(), pool.asked);
    }

    @Test
    void anUnknownNameFails() {
        CommandRunner.Outcome outcome = runner.run(List.of("stop", "nobody"));

        assertEquals(1, outcome.status());
        assertEquals("'nobody': no tenant or managed process has this name\n", outcome.text());
    }

    @Test
    void aFailureIsToldWithItsReason() {
        pool.answer = FakePool.failed("exit code 1");

        CommandRunner.Outcome outcome = runner.run(List.of("restart", "shop"));

        assertEquals(1, outcome.status());
        assertEquals("'shop': exit code 1\n", outcome.text());
    }

    @Test
    void wrongArgumentsUnknownCommandsAndForeignScopesAreUsageErrors() {
        for (List<String> words : List.of(
                List.of("stop"),
                List.of("stop", "shop", "wiki"),
                List.of("frob"),
                List.of("felix:shutdown"),
                List.of("ps; stop shop"),
                List.of(""))) {
            assertEquals(2, runner.run(words).status(), words.toString());
        }
        assertEquals(List.of(), pool.asked);
    }

    @Test
    void noCommandMeansHelp() {
        assertTrue(runner.run(List.of()).text().startsWith("ps"));
    }

    @Test
    void withoutAProcessorItSaysSo() {
        assertEquals(1, new CommandRunner(null).run(List.of("ps")).status());
    }
}
