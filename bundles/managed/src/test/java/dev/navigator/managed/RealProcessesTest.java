package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.testing.Eventually;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells and a Python server, in real time. */
class RealProcessesTest implements ProcessListener {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final Supervisor supervisor = new Supervisor(scheduler, new RestartDelays(scheduler), Optional.empty());
    private LocalProcesses processes;

    @BeforeEach
    void open() {
        processes = new LocalProcesses(folder);
        processes.tell(this);
        supervisor.open(processes);
    }

    @AfterEach
    void close() throws Exception {
        supervisor.abort();
        supervisor.drain(Duration.ofSeconds(2)).toCompletableFuture().get(5, TimeUnit.SECONDS);
        processes.close();
        scheduler.close();
    }

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        supervisor.exited(process, status);
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        supervisor.gone(process, status);
    }

    private Settings shell(String name, String script) {
        return Settings.of(name).command("sh", "-c", script).folder(folder);
    }

    private ManagedStatus status(String name) {
        return supervisor.processes().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseGet(() -> new ManagedStatus(name, ManagedState.WAITING, 0, 0, Duration.ZERO, ""));
    }

    private String read(String file) throws IOException {
        return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
    }

    @Test
    void aCrashedShellIsStartedAgainAfterAboutASecond() throws Exception {
        supervisor.configure(Settings.all(
                shell("worker", "echo start >> log; [ -e crashed ] || { touch crashed; exit 3; }; exec sleep 1000")
                        .autoRestart()));

        Eventually.holds(() -> status("worker").state() == ManagedState.BACKING_OFF);
        long failed = System.nanoTime();
        Eventually.holds(() -> status("worker").state() == ManagedState.RUNNING);

        double seconds = (System.nanoTime() - failed) / 1e9;
        assertTrue(seconds > 0.8 && seconds < 3, seconds + " s");
        Eventually.holds(() -> read("log").equals("start\nstart\n"));
        assertEquals(1, status("worker").restarts());
    }

    @Test
    void aCommandThatDoesNotExistIsReportedWithItsName() throws Exception {
        supervisor.configure(
                Settings.all(Settings.of("typo").command("no-such-command").autoRestart()));

        Eventually.holds(() -> status("typo").state() == ManagedState.BACKING_OFF);

        assertTrue(
                status("typo").reason().contains("no-such-command"),
                status("typo").reason());
    }

    @Test
    void aDependantStartsWhenTheServerItNeedsAccepts() throws Exception {
        Settings server = Settings.of("server")
                .command("python3", "-m", "http.server", "--bind", "127.0.0.1", "21501")
                .folder(folder)
                .ready(new ReadyCheck.Tcp("127.0.0.1", 21501, LIMIT));
        Settings client = shell(
                        "client",
                        "python3 -c \"import urllib.request as u;"
                                + " print(u.urlopen('http://127.0.0.1:21501/').status)\" > answer 2>&1")
                .dependsOn("server");

        supervisor.configure(Settings.all(client, server));
        Eventually.holds(() -> status("client").state() == ManagedState.EXITED);

        assertEquals("200\n", read("answer"));
        assertTrue(supervisor.ready("server"));
        assertFalse(supervisor.ready("client"));
    }

    @Test
    void aLineOfOutputMakesAProcessReady() throws Exception {
        supervisor.configure(Settings.all(shell("db", "echo booting; sleep 0.3; echo now accepting; exec sleep 1000")
                .ready(new ReadyCheck.Log(Pattern.compile("accepting"), LIMIT))));

        Eventually.holds(() -> supervisor.ready("db"));

        assertEquals(ManagedState.RUNNING, status("db").state());
    }

    @Test
    void shutdownAsksTheLastFirstAndWaitsForEach() throws Exception {
        String script = "trap 'sleep 0.2; echo '$NAME' >> stopped; exit 0' TERM; echo up > $NAME.up;"
                + " while :; do sleep 0.05; done";
        supervisor.configure(Settings.all(
                shell("redis", script).env(Map.of("NAME", "redis")),
                shell("sidekiq", script).env(Map.of("NAME", "sidekiq")),
                shell("monitor", script).env(Map.of("NAME", "monitor"))));
        Eventually.holds(() -> (read("redis.up") + read("sidekiq.up") + read("monitor.up")).equals("up\nup\nup\n"));

        supervisor.drain(Duration.ofSeconds(10)).toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertEquals("monitor\nsidekiq\nredis\n", read("stopped"));
        assertEquals(List.of(), processes.running());
    }

    @Test
    void whoIgnoresTheRequestIsKilledInTime() throws Exception {
        supervisor.configure(Settings.all(shell("deaf", "trap '' TERM; echo up > deaf.up; while :; do sleep 0.05; done")
                .stopTimeout(60)));
        Eventually.holds(() -> read("deaf.up").equals("up\n"));

        long start = System.nanoTime();
        supervisor.drain(Duration.ofSeconds(2)).toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(2500));
        assertEquals(List.of(), processes.running());
    }
}
