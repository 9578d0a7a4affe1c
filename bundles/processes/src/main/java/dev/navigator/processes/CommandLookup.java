package dev.navigator.processes;

import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.text.LogText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out beforehand what would keep a command from being executed, as execvp(3) is going to look for it, so that the
 * answer is a sentence and not the exit status 127 of something else.
 */
final class CommandLookup {

    /** What execvp(3) takes when the environment names no PATH. */
    private static final String STANDARD_PATH = "/bin:/usr/bin";

    /** As much of a script's first line as the kernel reads. */
    private static final int SHEBANG = 256;

    private CommandLookup() {}

    /** @throws LaunchException when {@code command} cannot be executed */
    static void check(String label, String command, Path workingDirectory, Map<String, String> environment) {
        if (command.isEmpty()) {
            throw refused(label, command, "is empty", "say what to execute", null);
        }
        try {
            Path found = command.contains("/")
                    ? executable(label, command, workingDirectory.resolve(command))
                    : search(label, command, workingDirectory, environment.getOrDefault("PATH", STANDARD_PATH));
            checkInterpreter(label, command, found, workingDirectory);
        } catch (InvalidPathException e) {
            throw refused(label, command, "is no file name", "correct it", e);
        }
    }

    private static Path executable(String label, String command, Path file) {
        if (!Files.exists(file)) {
            String remedy = remedy(command, "install or correct it");
            throw refused(label, command, "does not exist (" + LogText.of(file) + ")", remedy, null);
        }
        if (Files.isDirectory(file)) {
            throw refused(label, command, "is a folder (" + LogText.of(file) + ")", "name a program", null);
        }
        if (!Files.isExecutable(file)) {
            throw refused(label, command, "is not executable", "chmod +x " + LogText.of(file), null);
        }
        return file;
    }

    private static Path search(String label, String command, Path workingDirectory, String path) {
        @Nullable Path seen = null;
        for (String folder : path.split(":", -1)) {
            Path candidate = workingDirectory.resolve(folder).resolve(command);
            if (Files.isRegularFile(candidate)) {
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
                seen = candidate;
            }
        }
        if (seen != null) {
            throw refused(label, command, "is not executable", "chmod +x " + LogText.of(seen), null);
        }
        String remedy = remedy(command, "install it, or name it by its whole path");
        throw refused(label, command, "was not found in its PATH", remedy, null);
    }

    /** A blank in the name of what is not there is most likely the end of the name. */
    private static String remedy(String command, String usual) {
        return command.strip().contains(" ") ? "its arguments belong in 'args'" : usual;
    }

    private static void checkInterpreter(String label, String command, Path file, Path workingDirectory) {
        String interpreter = interpreter(file);
        if (interpreter == null || Files.exists(workingDirectory.resolve(interpreter))) {
            return;
        }
        throw refused(
                label,
                command,
                "is a script for '" + LogText.of(interpreter) + "', which does not exist",
                interpreter.endsWith("\r") ? "give it Unix line ends" : "install that, or correct the first line",
                null);
    }

    private static @Nullable String interpreter(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(SHEBANG), StandardCharsets.ISO_8859_1);
            if (!head.startsWith("#!")) {
                return null;
            }
            int end = head.indexOf('\n');
            String line = (end < 0 ? head : head.substring(0, end)).substring(2);
            String[] words = line.replaceFirst("^[ \\t]+", "").split("[ \\t]", 2);
            return words[0].isEmpty() ? null : words[0];
        } catch (IOException e) {
            return null; // may be executed though it may not be read
        }
    }

    private static LaunchException refused(
            String label, String command, String seen, String remedy, @Nullable Throwable cause) {
        return new LaunchException(
                "'" + LogText.of(label) + "': command '" + LogText.of(command) + "' " + seen + "; " + remedy, cause);
    }
}
