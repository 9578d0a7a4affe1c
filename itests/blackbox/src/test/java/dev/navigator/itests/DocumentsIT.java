package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the specification's page on managed processes shows, done with the real programs on other ports. */
class DocumentsIT {

    /** In a mask of signals. */
    private static final long SIGTERM = 1L << 14;

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;
    private int redis;

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
        redis = NavigatorProcess.Ports.free();
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
    }

    private String redis(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(redis)));
        command.addAll(List.of(words));
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        client.waitFor();
        return answer.strip().replace("\n", " ");
    }

    private long managed(String name) throws Exception {
        String line = navigator
                .logged("Starting process", "managed_processes", "name=" + name + " ")
                .get(0);
        return Long.parseLong(Apps.said("pid", line));
    }

    @Test
    void redisGetsItsSettingsFromArgumentsWithSpaces() throws Exception {
        navigator.configure("""
                managed_processes:
                  - name: redis
                    command: redis-server
                    args:
                      - --port %d
                      - --appendonly yes
                      - --save 900 1
                      - --save 300 10
                    env:
                      REDIS_LOG_LEVEL: notice
                    auto_restart: true
                    start_delay: 0
                """.formatted(redis)).start();

        Await.until("Redis answers", () -> redis("ping").equals("PONG"));

        assertEquals("appendonly yes", redis("config", "get", "appendonly"));
        assertTrue(redis("config", "get", "save").contains("900 1 300 10"), redis("config", "get", "save"));
    }

    @Test
    void yesIsAWordAndNotATruth() throws Exception {
        navigator.configure("""
                managed_processes:
                  - name: redis
                    command: redis-server
                    args: [--appendonly, yes, --port, %d]
                """.formatted(redis)).start();

        Await.until("Redis answers", () -> redis("ping").equals("PONG"));

        assertEquals("appendonly yes", redis("config", "get", "appendonly"));
    }

    @Test
    void aProcessRunsAtALowerPriority() throws Exception {
        navigator.configure("""
                managed_processes:
                  - name: worker
                    command: nice
                    args: [-n, "10", sleep, "1000"]
                """).start();
        long pid = managed("worker");

        int own = niceness(navigator.pid());

        Await.until("it is nice", () -> niceness(pid) == own + 10);
    }

    /** See proc_pid_stat(5). */
    private static int niceness(long pid) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    @Test
    void whatRunsThroughSudoIsStoppedToo() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo"))
                && System.getProperty("user.name").equals("root"));
        navigator.configure("""
                managed_processes:
                  - name: worker
                    command: sudo
                    args: [-u, nobody, sleep, "1000"]
                """).start();
        long pid = managed("worker");
        Await.until("sudo has started it", () -> ProcessHandle.of(pid)
                .map(sudo -> sudo.descendants().findAny().isPresent())
                .orElse(false));
        ProcessHandle sleep =
                ProcessHandle.of(pid).orElseThrow().descendants().findFirst().orElseThrow();

        assertEquals(0, navigator.stop());

        assertEquals(List.of(), NavigatorProcess.left(List.of(sleep)));
    }

    @Test
    void aProcessThatDependsOnAnotherWaitsUntilThatIsReady() throws Exception {
        navigator.configure("""
                managed_processes:
                  - name: worker
                    command: sh
                    args: [-c, 'redis-cli -p %1$d ping >answer; exec sleep 1000']
                    depends_on: [redis]
                  - name: redis
                    command: sh
                    args: [-c, 'sleep 1; exec redis-server --port %1$d']
                    ready: {tcp: %1$d}
                """.formatted(redis)).start();

        Await.until(
                "the worker got an answer",
                () -> Files.exists(folder.resolve("answer"))
                        && Files.readString(folder.resolve("answer")).equals("PONG\n"));

        assertEquals(0, navigator.stop());
        List<String> stopped = navigator.logged("Stopping process", "managed_processes");
        assertTrue(stopped.get(0).contains("name=worker") && stopped.get(1).contains("name=redis"), stopped::toString);
    }

    @Test
    void aProcessThatEndsAgainAndAgainIsShownWithTheReason() throws Exception {
        navigator.configure("""
                managed_processes:
                  - name: flapping
                    command: sh
                    args: [-c, 'echo no such table >&2; exit 3']
                    auto_restart: true
                """).start();

        Await.until("it is shown", () -> {
            String shown = navigator.run("-c", "navigator.yml", "ps").output();
            return shown.contains("flapping") && shown.contains("exit code 3");
        });
        assertEquals(0, navigator.run("-c", "navigator.yml", "stop", "flapping").status());
        assertTrue(navigator.run("-c", "navigator.yml", "ps").output().contains("stopped"));
    }

    @Test
    void aSavedFileIsReadAgainWhereItIsWatched() throws Exception {
        navigator.configure(Apps.tenants(Apps.tenant("shop")));
        watched();
        navigator.start();
        String pid = Apps.said("pid", navigator.get("/shop/").body());

        navigator.configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki")));
        watched();

        Await.until("the new tenant serves", () -> navigator.get("/wiki/").statusCode() == 200);
        assertEquals(pid, Apps.said("pid", navigator.get("/shop/").body()));
    }

    private void watched() throws Exception {
        Path file = navigator.config();
        Path next = file.resolveSibling("next");
        Files.writeString(next, Files.readString(file).replace("server:\n", "server:\n  watch_config: true\n"));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aSecondSignalEndsEverythingAtOnce() throws Exception {
        navigator.configure("""
                managed_processes:
                  - name: stubborn
                    command: sh
                    args: [-c, 'trap "" TERM; while :; do sleep 0.1; done']
                    stop_timeout: 20s
                """).start();
        long pid = managed("stubborn");
        Await.until("it ignores the signal", () -> Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseLong(line.substring(7).strip(), 16) & SIGTERM) != 0));
        ProcessHandle stubborn = ProcessHandle.of(pid).orElseThrow();

        navigator.process().destroy();
        Await.until(
                "the end has begun", () -> !navigator.logged("Stopping process").isEmpty());
        navigator.process().destroy();

        Await.until("Navigator is gone", () -> !navigator.process().isAlive());
        Await.until("so is the process", () -> NavigatorProcess.left(List.of(stubborn))
                .isEmpty());
    }
}
