package dev.navigator.itests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's page of log events against the sources: neither says what the other does not. */
class LogEventsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** A message, or the beginning of one, in a call that logs. */
    private static final Pattern LOGGED =
            Pattern.compile("LOG\\s*\\.(?:info|warn|error)\\(\\s*\"([A-Z][^\"{=:;(]*[a-z])");

    private static final Pattern EVENT = Pattern.compile("new LogEvent\\(\\s*\"([A-Z][^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]*`) \\|", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private static String sources() throws IOException {
        List<Path> roots = List.of(ROOT.resolve("bundles"), ROOT.resolve("distribution/launcher"));
        StringBuilder all = new StringBuilder();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(LogEventsTest::isSource).sorted().toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && file.toString().contains("/src/main/java/");
    }

    private static Set<String> events(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> documented() throws IOException {
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("distribution/docs/log-events.md")));
        List<String> events = new ArrayList<>();
        while (row.find()) {
            events.addAll(events(QUOTED, row.group(1)));
        }
        return events;
    }

    @Test
    void everyEventIsInTheManual() throws IOException {
        String sources = sources();
        Set<String> events = events(LOGGED, sources);
        events.addAll(events(EVENT, sources));
        List<String> documented = documented();

        assertTrue(events.size() > 50, "found " + events.size());
        assertEquals(
                List.of(),
                events.stream()
                        .filter(event ->
                                documented.stream().noneMatch(each -> event.startsWith(each) || each.startsWith(event)))
                        .toList());
    }

    @Test
    void everyEventOfTheManualExists() throws IOException {
        String sources = sources();

        assertEquals(
                List.of(),
                documented().stream()
                        .filter(event -> !event.startsWith("Configuration "))
                        .filter(event -> !sources.contains("\"" + event))
                        .toList());
    }
}
