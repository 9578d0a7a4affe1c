package dev.navigator.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java installations of this machine that Navigator is to run on: the oldest of 17 or newer, and the newest. */
final class Jdks {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private Jdks() {}

    static List<Path> oldestAndNewest() throws IOException {
        TreeMap<Integer, Path> found = new TreeMap<>();
        found.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                for (Path home : homes.sorted().toList()) {
                    addTo(found, home);
                }
            }
        }
        return Stream.of(found.firstEntry(), found.lastEntry())
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    private static void addTo(Map<Integer, Path> found, Path home) throws IOException {
        Path release = home.resolve("release");
        if (Files.isRegularFile(release) && Files.isExecutable(home.resolve("bin/java"))) {
            Matcher version = VERSION.matcher(Files.readString(release));
            if (version.find() && Integer.parseInt(version.group(1)) >= 17) {
                found.putIfAbsent(Integer.parseInt(version.group(1)), home.toRealPath());
            }
        }
    }
}
