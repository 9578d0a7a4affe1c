package dev.navigator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A YAML snippet of the specification, with the line where it begins. */
public record Snippet(String document, int line, String text) {

    private static final Path DOCUMENTS = Path.of("..", "..", "distribution", "docs", "spec");
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```yaml[^\\n]*\\n(.*?)^ *```");

    /** All of both documents, but for what is said to be a file of Docker Compose. */
    public static Stream<Snippet> all() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (String document : List.of("process-management.md", "managed-processes.md")) {
            String text = Files.readString(DOCUMENTS.resolve(document));
            Matcher matcher = FENCED.matcher(text);
            while (matcher.find()) {
                int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
                String snippet = matcher.group(2).replaceAll("(?m)^" + matcher.group(1), "");
                if (!snippet.startsWith("# docker-compose.yml")) {
                    snippets.add(new Snippet(document, line, snippet));
                }
            }
        }
        return snippets.stream();
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }
}
