package dev.navigator.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** {@code 2026-11-21T21:40:00.123Z}: always UTC, always with milliseconds. */
final class Timestamps {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static void append(StringBuilder line, long epochMillis) {
        FORMAT.formatTo(Instant.ofEpochMilli(epochMillis), line);
    }
}
