package dev.navigator.itests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's page of log events against the sources: neither says what the other does not. */
class LogEventsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** The message of a call that logs. Only a logger's name says that a sentence in lower case is one. */
    private static final Pattern LOGGED = Pattern.compile(
            "(?:\\bLOG\\s*\\.(?:info|warn|error)\\(\\s*\"(?=[a-z])|\\.(?:info|warn|error)\\(\\s*\"(?=[A-Z]))([^\"\\\\]*)");

    /** What a line that is put together begins with, be it one of two. */
    private static final Pattern EVENT = Pattern.compile("(?:\\b(?:LogEvent|event|line)\\(|\\bString what =)"
            + "\\s*(?:[^\";{}]*\\?\\s*)?\"([A-Z][^\"]*)\"(?:\\s*:\\s*\"([A-Z][^\"]*)\")?");

    /** A call that logs, or a method that begins a line, whose words the patterns above do not see. */
    private static final Pattern UNSEEN =
            Pattern.compile("(\\bLOG\\s*\\.(?:info|warn|error)\\(\\s*+(?!\"(?:[A-Za-z]|\\{}))"
                    + "|\\bLogEvent (?!event|line|with)\\w+\\(String )");

    /** What may follow an event: more words after a comma or the like, and its fields. */
    private static final Pattern REST =
            Pattern.compile("(?:[,:;].*| (?:at |of )?(?:\\{|'|\\w+=).*| managed_processes)?");

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

    private static Set<String> texts(Pattern pattern, String text) {
        Set<String> texts = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .flatMap(found -> IntStream.rangeClosed(1, found.groupCount()).mapToObj(found::group))
                .filter(Objects::nonNull)
                .forEach(texts::add);
        return texts;
    }

    private static Set<String> logged() throws IOException {
        String sources = sources();
        Set<String> messages = texts(LOGGED, sources);
        messages.addAll(texts(EVENT, sources));
        return messages;
    }

    private static Set<String> documented() throws IOException {
        Set<String> events = new TreeSet<>();
        texts(ROW, Files.readString(ROOT.resolve("distribution/docs/log-events.md")))
                .forEach(row -> events.addAll(texts(QUOTED, row)));
        return events;
    }

    private static boolean is(String message, String event) {
        return message.startsWith(event)
                && REST.matcher(message.substring(event.length())).matches();
    }

    @Test
    void noEventIsLoggedInAWayThatThisTestDoesNotSee() throws IOException {
        assertEquals(Set.of(), texts(UNSEEN, sources()));
    }

    @Test
    void everyEventIsInTheManual() throws IOException {
        Set<String> documented = documented();
        Set<String> logged = logged();

        logged.removeIf(message -> documented.stream().anyMatch(event -> is(message, event)));

        assertEquals(Set.of(), logged);
    }

    @Test
    void everyEventOfTheManualExists() throws IOException {
        Set<String> logged = logged();
        Set<String> documented = documented();

        documented.removeAll(Set.of("Configuration changed", "Configuration reloaded")); // one message, with a variable
        documented.removeIf(event -> logged.stream().anyMatch(message -> is(message, event)));

        assertEquals(Set.of(), documented);
    }
}
