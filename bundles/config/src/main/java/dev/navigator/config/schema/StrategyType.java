package dev.navigator.config.schema;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Entries;
import dev.navigator.config.yaml.Entries.Entry;
import dev.navigator.config.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.VersionRange;

/** Which strategy decides: {@code hashed}, {@code hashed@[1.0,2.0)}, or a mapping with name, version and the strategy's options. */
final class StrategyType implements Type<StrategyChoice> {

    private static final NameType NAME = NameType.plain();
    private static final TextType TEXT = new TextType();

    private final StrategyKind kind;

    StrategyType(StrategyKind kind) {
        this.kind = kind;
    }

    @Override
    public @Nullable StrategyChoice read(Node node, Context context) {
        if (node instanceof Entries options) {
            return fromMapping(options, context);
        }
        String text = context.text(node, allowed());
        if (text == null) {
            return null;
        }
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        String version = at < 0 ? null : text.substring(at + 1);
        return checked(node, context, name, version, Map.of());
    }

    private @Nullable StrategyChoice fromMapping(Entries mapping, Context context) {
        String name = null;
        String version = null;
        Map<String, String> options = new LinkedHashMap<>();
        for (Entry entry : mapping.list()) {
            String key = entry.key().text();
            String value = TEXT.read(entry.value(), context.key(key));
            if (value == null) {
                return null;
            }
            switch (key) {
                case "name" -> name = value;
                case "version" -> version = value;
                default -> options.put(key, value);
            }
        }
        if (name == null) {
            context.error(mapping, "'name' is missing; write the name of a strategy");
            return null;
        }
        return checked(mapping, context, name, version, options);
    }

    private @Nullable StrategyChoice checked(
            Node node, Context context, String name, @Nullable String version, Map<String, String> options) {
        if (!NAME.accepts(name) || !isRange(version)) {
            context.unfit(node, allowed());
            return null;
        }
        StrategyChoice choice = choice(name, version, options);
        context.session().optionRules().broken(kind, choice).forEach((option, message) -> entry(node, option)
                .ifPresentOrElse(
                        entry -> context.key(option).error(entry.value(), message),
                        () -> context.error(node, message)));
        return choice;
    }

    private static Optional<Entry> entry(Node node, String option) {
        return node instanceof Entries mapping
                ? mapping.list().stream()
                        .filter(entry -> entry.key().text().equals(option))
                        .findFirst()
                : Optional.empty();
    }

    private static StrategyChoice choice(String name, @Nullable String version, Map<String, String> options) {
        return new StrategyChoice(Optional.of(name), Optional.ofNullable(version), options);
    }

    private static boolean isRange(@Nullable String version) {
        if (version == null) {
            return true;
        }
        try {
            new VersionRange(version);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String allowed() {
        return "the name of a strategy, name@range such as hashed@[1.0,2.0), or a mapping with name, version and options";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.anyOf(List.of(
                Json.object("type", "string", "minLength", 1),
                Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object("name", Json.object("type", "string"), "version", Json.scalar()),
                        "required",
                        List.of("name"),
                        "additionalProperties",
                        Json.scalar())));
    }
}
