package dev.navigator.config.reference;

import dev.navigator.config.schema.Key;
import dev.navigator.config.schema.Schema;
import dev.navigator.config.schema.Section;
import dev.navigator.config.schema.SectionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The manual's tables of all keys, as Markdown. */
final class KeyReference {

    private static final String APPLICATIONS = "applications";
    private static final String TENANTS = "applications.tenants[]";

    private final StringBuilder text = new StringBuilder();

    static String markdown() {
        KeyReference reference = new KeyReference();
        reference.sections(Schema.ROOT);
        return reference.text.toString();
    }

    private void sections(Section section) {
        for (Section part : Schema.parts(section)) {
            section(part);
            sections(part);
        }
        if (section == Schema.ROOT) {
            plugins();
        }
    }

    private void section(Section section) {
        text.append("\n### ").append(section.name()).append("\n\n").append(section.doc());
        List<Key<?>> rows = new ArrayList<>(section.keys());
        if (section.name().equals(APPLICATIONS)) {
            List<Key<?>> inherited = inherited(section);
            rows.removeAll(inherited);
            text.append("\n\nDefaults: ")
                    .append(names(inherited))
                    .append(", as under [")
                    .append(TENANTS)
                    .append("](#")
                    .append(anchor(TENANTS))
                    .append(").");
        }
        table(rows);
    }

    private static List<Key<?>> inherited(Section applications) {
        Section tenants = Schema.parts(applications).stream()
                .filter(part -> part.name().equals(TENANTS))
                .findFirst()
                .orElseThrow();
        return applications.keys().stream().filter(tenants.keys()::contains).toList();
    }

    private static String names(List<Key<?>> keys) {
        return keys.stream().map(key -> "`" + key.name() + "`").collect(Collectors.joining(", "));
    }

    private void plugins() {
        text.append("\n### plugins\n\n").append(Schema.PLUGINS.doc());
        table(List.of(Schema.PLUGINS));
    }

    private void table(List<Key<?>> keys) {
        text.append(
                "\n\n| key | value | default | meaning | a change of it, on reload |\n| --- | --- | --- | --- | --- |\n");
        for (Key<?> key : keys) {
            text.append("| `").append(key.name()).append("` | ");
            text.append(value(key)).append(" | ");
            text.append(fallback(key)).append(" | ");
            text.append(cell(key.doc())).append(aliases(key)).append(" | ");
            text.append(cell(key.effect().sentence())).append(" |\n");
        }
    }

    private static String value(Key<?> key) {
        if (key.type() instanceof SectionType type) {
            String link = "[section](#" + anchor(type.section().name()) + ")";
            Key<?> shorthand = type.section().shorthand();
            return shorthand == null ? link : cell(shorthand.type().allowed()) + ", or " + link;
        }
        return linked(cell(key.type().allowed()));
    }

    /** What is explained above the tables is not explained in each row. */
    private static String linked(String allowed) {
        return allowed.replace("a time such as 30, 30s, 5m or 1h30m", "a [time](#how-values-are-written)")
                .replace("a size such as 65536, 64k or 10m", "a [size](#how-values-are-written)")
                .replaceFirst("the name of a strategy, name@range.*", "a [strategy](#names-paths-and-limits)");
    }

    private static String fallback(Key<?> key) {
        String fallback = key.defaultText();
        boolean described = fallback.contains("`") || fallback.contains(" ") || fallback.isEmpty();
        return cell(described || key.isRequired() || fallback.equals("none") ? fallback : "`" + fallback + "`");
    }

    private static String aliases(Key<?> key) {
        return key.aliases().isEmpty()
                ? ""
                : " Also written "
                        + key.aliases().stream().map(alias -> "`" + alias + "`").collect(Collectors.joining(", "))
                        + ".";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("`/&lt;name>/`", "`/<name>/`");
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
    }
}
