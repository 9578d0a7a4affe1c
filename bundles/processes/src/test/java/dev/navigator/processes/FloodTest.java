package dev.navigator.processes;

import static dev.navigator.processes.World.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.processes.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FloodTest {

    private static final long MAX = 1 << 20;

    @RegisterExtension
    private final World world = new World();

    @Test
    void aFloodIsRotatedAndNeverBlocksTheProcess() throws Exception {
        configure();

        RunningProcess process = flood(0.001);

        Await.until("it was rotated twice", () -> Files.exists(process.output().resolve("stdout.2")));
        Path stderr = process.output().resolve("stderr");
        Await.until("all of its 128 MB are written", () -> Await.text(stderr).equals("done\n"));
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
        for (String rotated : List.of("stdout.1", "stdout.2")) {
            Path file = process.output().resolve(rotated);
            Await.until(rotated + " is there, and no larger than it may be", () -> small(file)); // it may just be moved
        }
        assertFalse(Files.exists(process.output().resolve("stdout.3")));
    }

    @Test
    void whatWasTooFastToBeRotatedIsCutInTheEnd() {
        configure();

        RunningProcess process = flood(0);

        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
        Await.until(
                "it is cut", () -> process.output().resolve("stdout").toFile().length() <= 2 * MAX);
        assertTrue(process.output().resolve("stdout.1").toFile().length() <= 2 * MAX);
    }

    @Test
    void aFullDiskDoesNotBlockTheProcess() {
        RunningProcess process = world.shell(
                "exec > /dev/full; i=0; while [ $i -lt 100 ]; do echo x; i=$((i+1)); done 2> /dev/null; echo through > result");

        assertEquals("through", Await.line(world.file("result")));
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
    }

    private void configure() {
        world.processes.configure(new LoggingSettings(
                LoggingSettings.Format.TEXT, Optional.empty(), LoggingSettings.Level.INFO, MAX, 2, Optional.empty()));
    }

    /** 128 MB, with few line ends. */
    private RunningProcess flood(double pause) {
        return world.processes.launch(world.spec(SHOP, "python3", "-c", """
                import os, sys, time
                block = b'x' * 65535
                for i in range(2048):
                    os.write(1, block)
                    if i % 64 == 63: os.write(1, b'\\n')
                    if sys.argv[1] != '0.0': time.sleep(float(sys.argv[1]))
                os.write(2, b'done\\n')
                """, Double.toString(pause)));
    }

    private static boolean small(Path file) {
        try {
            return Files.size(file) <= 2 * MAX;
        } catch (IOException e) {
            return false;
        }
    }
}
