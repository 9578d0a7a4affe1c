package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The field Date, RFC 9110 section 6.6.1, made anew once a second. Confined to one I/O thread. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private long second = -1;
    private byte[] line = {};

    /** The field's line, with its line end. */
    byte[] line(long millis) {
        long now = millis / 1000;
        if (now != second) {
            second = now;
            line = Ascii.bytes(FORMAT.format(Instant.ofEpochSecond(now)));
        }
        return line;
    }
}
