package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told, by its own systemd-notify. */
class ServiceManagerIT {

    private static final Path LISTENER =
            Path.of("src/test/resources/notified.py").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void itIsToldOfStartReloadSignsOfLifeAndStop() throws Exception {
        Path socket = folder.resolve("notify");
        Path messages = folder.resolve("messages");
        Process systemd = new ProcessBuilder("python3", LISTENER.toString(), socket.toString(), messages.toString())
                .inheritIO()
                .start();
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .with("NOTIFY_SOCKET", socket)
                .with("WATCHDOG_USEC", "1000000")
                .configure("applications:\n  tenants:\n    - name: shop\n      command: sh\n"
                        + "      args: [-c, 'env >env.txt; exec python3 -u " + Apps.PROGRAM + "']\n")) {
            Await.until("somebody listens", () -> Files.exists(socket));

            navigator.start();
            Await.until("told that it serves", () -> told(messages, "READY=1 STATUS=serving"));
            Await.until("signs of life", () -> told(messages, "WATCHDOG=1"));
            assertEquals(200, navigator.get("/shop/").statusCode());
            assertTrue(Files.readAllLines(folder.resolve("env.txt")).stream()
                    .noneMatch(line -> line.startsWith("NOTIFY_SOCKET=") || line.startsWith("WATCHDOG_")));

            Signal.HUP.to(navigator.pid());
            Await.until("told of the reload", () -> told(messages, "RELOADING=1 MONOTONIC_USEC="));

            assertEquals(0, navigator.stop());
            Await.until("told of the end", () -> told(messages, "STOPPING=1"));
            assertTrue(lines(messages).indexOf("READY=1 STATUS=serving") == 0, lines(messages)::toString);
        } finally {
            systemd.destroy();
            systemd.waitFor();
        }
    }

    @Test
    void anUpgradeNamesTheNewMainProcessAndNoEnd() throws Exception {
        Path socket = folder.resolve("notify");
        Path messages = folder.resolve("messages");
        Process systemd = new ProcessBuilder("python3", LISTENER.toString(), socket.toString(), messages.toString())
                .inheritIO()
                .start();
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .with("NOTIFY_SOCKET", socket)
                .configure(Apps.tenants(Apps.tenant("shop")))) {
            Await.until("somebody listens", () -> Files.exists(socket));
            navigator.start();

            assertEquals(0, navigator.upgrade().status());

            String main = "MAINPID=" + navigator.successors().get(0).pid() + " READY=1";
            assertTrue(told(messages, main), lines(messages)::toString);
            Await.until("the old one has ended", () -> !navigator.process().isAlive());
            assertTrue(!told(messages, "STOPPING=1"), lines(messages)::toString);
        } finally {
            systemd.destroy();
            systemd.waitFor();
        }
    }

    private static boolean told(Path messages, String message) throws Exception {
        return lines(messages).stream().anyMatch(line -> line.startsWith(message));
    }

    private static List<String> lines(Path messages) throws Exception {
        return Files.exists(messages) ? Files.readAllLines(messages) : List.of();
    }
}
