package dev.navigator.proxy.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that others wrote, run to its end. */
public final class Program {

    private Program() {}

    /** All that {@code command} prints, with {@code input} as its input; the test is skipped where it is not installed. */
    public static String run(String input, String... command) throws IOException, InterruptedException {
        boolean installed = List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
        assumeTrue(installed, command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            process.isAlive(); // it has left without reading; what it says tells why
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " does not end");
        }
        return output;
    }
}
