package dev.navigator.strategies;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a choice, which are text, as what they stand for. */
final class Options {

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

    private final Map<String, String> values;

    Options(Map<String, String> values) {
        this.values = values;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** An option that there has to be. */
    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("option '" + name + "' is missing"));
    }

    /** A positive whole number. */
    int number(String name, int otherwise) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().matches("[1-9]\\d{0,5}")) {
            throw wrong(name, "a whole number from 1");
        }
        return Integer.parseInt(value.get());
    }

    /** {@code true} or {@code false}; false when it is not there. */
    boolean flag(String name) {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    /** As everywhere in the configuration: {@code 90} and {@code 90s} and {@code 1m30s} are the same. */
    Duration duration(String name, Duration otherwise) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get().matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value.get()));
        }
        Matcher parts = DURATION.matcher(value.get());
        if (value.get().isEmpty() || value.get().length() > 30 || !parts.matches()) {
            throw wrong(name, "a duration such as 30s, 5m or 1h30m");
        }
        return Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4))
                .plusMillis(part(parts, 5));
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException("option '" + name + "': '" + values.get(name) + "' is not " + allowed);
    }
}
