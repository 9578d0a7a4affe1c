package dev.navigator.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other JVMs with the classes of this one. */
final class JavaProgram {

    static final List<Path> HOMES = List.of(
            Path.of(System.getProperty("java.home")),
            Path.of("/usr/lib/jvm/temurin-25-jdk-amd64"),
            Path.of("/usr/lib/jvm/java-17-openjdk-amd64"));

    private JavaProgram() {}

    static Process start(List<String> wrapper, Path home, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(home.resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
