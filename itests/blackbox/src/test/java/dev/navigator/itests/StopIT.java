package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that do not want to end, or are not where one would look for them. */
class StopIT {

    private static final String SOON = "      stop_timeout: 500ms\n";

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
    }

    private static String app(String... arguments) {
        return Apps.PYTHON + " -u " + Apps.PROGRAM + " " + String.join(" ", arguments);
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(NavigatorProcess::runs).isPresent();
    }

    /** The PIDs that processes have left in a file. */
    private List<Long> pids(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path)
                ? Files.readAllLines(path).stream().map(Long::valueOf).toList()
                : List.of();
    }

    @Test
    void whoIgnoresTheRequestToEndIsKilledInTime() throws Exception {
        navigator
                .configure(Apps.tenants(Apps.tenant("shop", "--stubborn") + SOON))
                .start();
        long pid = navigator.pid("shop");

        Control.of(navigator).ask("stop", "shop");

        assertFalse(runs(pid));
        assertEquals(
                1,
                navigator
                        .logged("Process did not end in time, killing it", "pid=" + pid)
                        .size());
        assertEquals(503, navigator.get("/shop/").statusCode());
    }

    @Test
    void grandchildrenAndDaemonsGoWithTheirInstance() throws Exception {
        String daemon = "setsid sh -c \"trap : TERM; echo \\$\\$\\$\\$ >>pids; while :; do sleep 0.1; done\" & ";
        String grandchild = "sh -c \"trap : TERM; echo \\$\\$\\$\\$ >>pids; while :; do sleep 0.1; done\" & ";
        navigator
                .configure(Apps.tenants(
                        Apps.shell("shop", "(" + daemon + ") & (" + grandchild + ") & exec " + app()) + SOON))
                .start();
        navigator.pid("shop");
        Await.until("both run", () -> pids("pids").size() == 2);

        assertEquals(0, navigator.stop());

        for (long pid : pids("pids")) {
            assertFalse(runs(pid), "left behind: " + pid);
        }
    }

    @Test
    void aDaemonOfAnInstanceThatWasKilledGoesToo() throws Exception {
        String daemon = "setsid sh -c \"echo \\$\\$\\$\\$ >>pids; exec sleep 1000\" & ";
        navigator
                .configure(Apps.tenants(Apps.shell("shop", "(" + daemon + ") & exec " + app())))
                .start();
        long first = navigator.pid("shop");
        Await.until("it runs", () -> pids("pids").size() == 1);

        Signal.KILL.to(first);

        Await.until("the daemon is gone", () -> !runs(pids("pids").get(0)));
        assertEquals(200, navigator.get("/shop/").statusCode());
    }

    @Test
    void aStoppedApplicationCanBeEnded() throws Exception {
        navigator.configure(Apps.tenants(Apps.tenant("shop") + SOON)).start();
        long pid = navigator.pid("shop");
        Signal.STOP.to(pid);

        Control.of(navigator).ask("stop", "shop");

        assertFalse(runs(pid));
    }

    @Test
    void aPauseOfNavigatorItselfStopsNothing() throws Exception {
        navigator
                .configure(Apps.tenants(Apps.tenant("shop") + "      idle_timeout: 1h\n")
                        + "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n")
                .start();
        long pid = navigator.pid("shop");

        Signal.STOP.to(navigator.pid());
        var meanwhile = navigator.getAsync("/shop/");
        Await.until("it stands still", () -> Files.readString(Path.of("/proc/" + navigator.pid() + "/stat"))
                .contains(") T "));
        assertFalse(meanwhile.isDone());
        Signal.CONT.to(navigator.pid());

        assertEquals(200, meanwhile.get(20, TimeUnit.SECONDS).statusCode());
        assertEquals(pid, navigator.pid("shop"));
        assertEquals(List.of(), navigator.logged("Stopping process"));
        assertEquals(1, navigator.logged("Starting process", "name=worker").size());
    }

    @Test
    void asPid1ItReapsOrphansAndLosesNoExitStatus() throws Exception {
        assumeTrue(mayUnshare(), "needs the right to make PID namespaces");
        String orphans = "for i in 1 2 3 4 5; do (sleep 0.2 &); done; exec " + app();
        navigator
                .under("unshare", "--fork", "--kill-child", "--pid", "--mount-proc")
                .configure(Apps.tenants(Apps.shell("shop", orphans), Apps.tenant("wiki")))
                .start();

        navigator.pid("shop");
        assertEquals(
                502, Connection.once(navigator.port, "POST", "/wiki/crash", "x").status());

        Await.until("the exit code is known", () -> !navigator
                .logged("Process crashed", "name=wiki", "exit=\"exit code 3\"")
                .isEmpty());
        Await.until("no zombie is left", () -> navigator.children().stream()
                .noneMatch(child -> NavigatorProcess.left(List.of(child)).isEmpty() && child.isAlive()));
        Control.of(navigator).ask("shutdown");
        Await.until("it has ended", () -> !navigator.process().isAlive());
        assertEquals(0, navigator.process().exitValue());
    }

    private static boolean mayUnshare() throws Exception {
        try {
            return new ProcessBuilder("unshare", "--fork", "--pid", "--mount-proc", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
