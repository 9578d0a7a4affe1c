package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.Test;

class CommandRunnerTest {

    private final Bench bench = Bench.complete();

    @Test
    void psShowsTenantsInstancesManagedProcessesAndNotes() {
        assertEquals("""
                TENANT  STATE    PID   PORT  IN FLIGHT  AGE   IDLE  QUEUED  NOTE
                shop.1  busy     4711  4001  3          1h2m  0s    2
                wiki    stopped  -     -     -          -     -     0       no\\x0aroom

                PROCESS  STATE        PID  RESTARTS  UPTIME  NOTE
                redis    running      99   0         1m1s
                wiki     backing-off  -    4         0s      exit code 1 after 0.2s
                0""", bench.run("ps"));
    }

    @Test
    void psForMachinesIsJson() {
        String json = bench.run("ps", "--json");

        assertTrue(json.contains("\"pid\":4711"), json);
        assertTrue(json.contains("\"last_error\":\"no\\u000aroom\""), json);
        assertTrue(json.contains("\"name\":\"redis\",\"state\":\"running\",\"pid\":99"), json);
    }

    @Test
    void psSaysWhatIsNotThere() {
        assertEquals("pool: not there now\n\nmanaged processes: not there now\n0", new Bench().run("ps"));
        assertEquals("{}\n0", new Bench().run("ps", "--json"));
    }

    @Test
    void aTenantAndAManagedProcessAreFoundByTheirNames() {
        assertEquals("tenant 'shop' stopped\n0", bench.run("stop", "shop"));
        assertEquals("managed process 'redis' started\n0", bench.run("start", "redis"));
        assertEquals("managed process 'redis' restarted\n0", bench.run("restart", "redis"));

        assertEquals(List.of("stop shop"), bench.pool.asked);
        assertEquals(List.of("start redis", "stop redis", "start redis"), bench.managed.asked);
    }

    @Test
    void aNameOfBothHasToBeToldApart() {
        assertEquals(
                "navigator: 'wiki' is a tenant and a managed process; say --tenant or --managed\n2",
                bench.run("stop", "wiki"));

        bench.run("stop", "--tenant", "wiki");
        bench.run("stop", "wiki", "--managed");

        assertEquals(List.of("stop wiki"), bench.pool.asked);
        assertEquals(List.of("stop wiki"), bench.managed.asked);
    }

    @Test
    void whatLooksLikeGogosLanguageIsOnlyAName() {
        String answer = bench.run("stop", "$(navigator:stop shop); stop shop");

        assertTrue(answer.endsWith("1"), answer);
        assertEquals(List.of(), bench.pool.asked);
    }

    @Test
    void anUnknownNameFailsAndTheNearestIsProposed() {
        assertEquals(
                "navigator: 'shob': no tenant or managed process has this name; did you mean 'shop'?\n1",
                bench.run("stop", "shob"));
        assertEquals(
                "navigator: 'nobody': no tenant or managed process has this name; there are redis, shop, wiki, wiki\n1",
                bench.run("stop", "nobody"));
    }

    @Test
    void aFailureIsToldWithItsReason() {
        bench.pool.answer = FakePool.failed("exit code 1");

        assertEquals("navigator: tenant 'shop': exit code 1\n1", bench.run("restart", "shop"));
    }

    @Test
    void whoIsOvertakenByAnotherOperatorReadsThat() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        String told = "navigator: tenant 'shop': somebody else has asked for the opposite meanwhile; see 'ps'\n1";

        bench.pool.answer = cancelled;
        assertEquals(told, bench.run("stop", "shop"));

        bench.pool.answer = cancelled.thenRun(() -> {});
        assertEquals(told, bench.run("stop", "shop"));
    }

    @Test
    void aPartThatIsMissingIsNamed() {
        Bench empty = new Bench();

        assertEquals(
                "navigator: 'shop': no tenant or managed process has this name; nothing is configured\n1",
                empty.run("stop", "shop"));
        String answer = empty.run("stop", "--tenant", "shop");
        assertTrue(answer.startsWith("navigator: bundle 'dev.navigator.pool': is missing"), answer);
        assertTrue(answer.endsWith("\n1"));
    }

    @Test
    void aPartThatIsBeingUpdatedIsWaitedFor() throws InterruptedException {
        Bench empty = new Bench();
        Thread update = new Thread(() -> empty.parts.bindPool(empty.pool));

        update.start();
        String answer = empty.run("stop", "--tenant", "shop");
        update.join();

        assertEquals("tenant 'shop' stopped\n0", answer);
    }

    @Test
    void wrongArgumentsUnknownCommandsAndForeignScopesAreUsageErrors() {
        for (List<String> words : List.of(
                List.of("stop"),
                List.of("stop", "shop", "wiki"),
                List.of("stop", "--force", "shop"),
                List.of("ps", "shop"),
                List.of("frob"),
                List.of("felix:shutdown"),
                List.of("ps; stop shop"),
                List.of(".commands"),
                List.of("*"),
                List.of(""))) {
            String answer = bench.run(words.toArray(String[]::new));
            assertTrue(answer.endsWith("\n2"), words + " " + answer);
        }
        assertEquals(List.of(), bench.pool.asked);
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertEquals("navigator: unknown command 'stpo'; did you mean 'stop'?\n2", bench.run("stpo"));
        assertEquals(
                "navigator: unknown command 'frobnicate'; 'navigator help' lists them\n2", bench.run("frobnicate"));
    }

    @Test
    void aThirdPartysCommandRunsAndItsResultIsShown() {
        Function answer = (session, arguments) -> Map.of("answer", 42);
        Function broken = (session, arguments) -> {
            throw new IllegalStateException("no\u001bidea");
        };
        bench.gogo.with(answer, "answer").with(broken, "broken");

        assertTrue(bench.run("answer").contains("42"));
        assertEquals("navigator: broken: java.lang.IllegalStateException: no\\x1bidea\n1", bench.run("broken"));
    }

    /** A third party's command that takes one number. */
    public static final class Square {
        public int square(int number) {
            return number * number;
        }
    }

    @Test
    void argumentsThatACommandDoesNotTakeAreAUsageError() {
        bench.gogo.with(new Square(), "square");

        assertEquals("49\n0", bench.run("square", "7"));
        assertTrue(bench.run("square", "seven").endsWith("\n2"));
        assertTrue(bench.run("square").endsWith("\n2"));
    }

    @Test
    void gogosLanguageIsSpokenOnlyWhereAllowed() {
        assertTrue(bench.run(false, "gogo", "navigator:stop", "shop").endsWith("\n2"));
        assertEquals(List.of(), bench.pool.asked);

        assertEquals("tenant 'shop' stopped\n0", bench.run(true, "gogo", "navigator:stop", "shop"));
    }

    @Test
    void withoutAProcessorItSaysSo() {
        bench.processor.unbind(bench.gogo.processor);

        assertEquals("navigator: the shell is not there: Gogo's bundles are missing or stopped\n1", bench.run("ps"));
    }

    @Test
    void reloadTellsProblemsAndItsOutcome() {
        FakeReloader reloader = new FakeReloader();
        bench.parts.bindReloader(reloader);
        assertEquals("reloaded\n0", bench.run("reload"));

        reloader.refuse();
        assertEquals(
                "/etc/navigator.yml:3:5: error: pools.max_size: 0 is too small\n"
                        + "navigator: nothing was changed: 1 error in the configuration\n1",
                bench.run("reload"));
    }

    @Test
    void reloadTellsWhatTheListenerMakesOfIt() {
        FakeListener listener = new FakeListener();
        bench.parts.bindReloader(new FakeReloader());
        bench.parts.bindListener(listener);
        assertEquals("reloaded\n0", bench.run("reload"));

        listener.becomes("port 80: Permission denied");
        assertEquals(
                "navigator: all is in force but the listener, which is tried again: port 80: Permission denied\n1",
                bench.run("reload"));
    }

    @Test
    void shutdownBeginsTheEnd() {
        assertEquals("shutting down\n0", bench.run("shutdown"));

        assertTrue(bench.lifecycle.stopping());
    }
}
