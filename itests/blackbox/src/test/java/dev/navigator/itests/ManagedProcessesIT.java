package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessesIT {

    @TempDir
    private Path folder;

    @Test
    void startInOrderAndStopInReverseEachGoneBeforeTheNext() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure("managed_processes:\n" + worker("first", 0) + worker("second", 1) + worker("third", 1))
                .start()) {
            Await.until("all three run", () -> events().size() == 3);

            navigator.stop();

            assertEquals(
                    List.of("first up", "second up", "third up", "third down", "second down", "first down"), events());
        }
    }

    @Test
    void aCrashedOneComesBackAndOneThatEndedWellStaysDown() throws Exception {
        try (NavigatorProcess navigator =
                NavigatorProcess.in(folder).configure("""
                managed_processes:
                  - name: keeps
                    command: sh
                    args: [-c, 'echo keeps $$$$ >> events; exec sleep 1000']
                    auto_restart: true
                  - name: ends
                    command: sh
                    args: [-c, 'echo ends $$$$ >> events']
                    auto_restart: true
                """).start()) {
            Await.until("both ran", () -> events().size() == 2);
            long pid = Long.parseLong(line("keeps").split(" ")[1]);

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("it is back", () -> events().size() == 3);

            List<String> events = events();
            assertTrue(events.get(2).startsWith("keeps"), events.toString());
            assertNotEquals("keeps " + pid, events.get(2));
            assertTrue(!navigator
                    .logged("Process crashed", "managed_processes", "name=keeps")
                    .isEmpty());
        }
    }

    @Test
    void aMissingCommandIsSaidAndTheOthersRun() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure("managed_processes:\n  - name: typo\n    command: reddis-server\n" + worker("worker", 0))
                .start()) {
            Await.until("the worker runs", () -> events().contains("worker up"));

            assertTrue(
                    !navigator
                            .logged("managed_processes", "name=typo", "reddis-server")
                            .isEmpty(),
                    navigator.log());
        }
    }

    /** Says when it comes and goes. */
    private static String worker(String name, int delay) {
        return """
                  - name: %1$s
                    command: sh
                    args: [-c, 'trap "echo %1$s down >> events; exit 0" TERM; echo %1$s up >> events; while :; do sleep 0.05; done']
                    start_delay: %2$d
                """.formatted(name, delay);
    }

    private List<String> events() throws IOException {
        Path events = folder.resolve("events");
        return Files.exists(events) ? Files.readAllLines(events) : List.of();
    }

    private String line(String start) throws IOException {
        return events().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }
}
