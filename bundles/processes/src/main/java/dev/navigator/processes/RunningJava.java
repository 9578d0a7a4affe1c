package dev.navigator.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The Java installation this JVM runs on. It starts processes through a program of its own that has to be of the very version
 * that runs: once another one has taken its place, no process can be started.
 */
final class RunningJava {

    private final Path home;
    private final Optional<String> helper;

    RunningJava(Path home) {
        this.home = home;
        helper = helper();
    }

    /** Whether the installation is another one than at the start of this, or gone. */
    boolean replaced() {
        return helper.isPresent() && !helper.equals(helper());
    }

    /** What tells one file from another. */
    private Optional<String> helper() {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(home.resolve("lib/jspawnhelper"), BasicFileAttributes.class);
            return Optional.of(file.fileKey() + " " + file.lastModifiedTime());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return home.toString();
    }
}
