package dev.navigator.proxy.log;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.HeadBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Puts a line together from bytes that come from outside, escaped: one event is one line whatever they hold. Reused; confined to
 * one thread.
 */
public final class LogLine {

    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");
    private static final DateTimeFormatter APACHE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final HeadBuffer out = new HeadBuffer();
    private long apacheSecond = -1;
    private byte[] apacheTime = new byte[0];
    private long isoSecond = -1;
    private byte[] isoTime = new byte[0];

    public LogLine clear() {
        out.clear();
        return this;
    }

    /** Adds bytes that need no escaping. */
    public LogLine raw(byte[] text) {
        out.add(text);
        return this;
    }

    public LogLine number(long number) {
        out.addNumber(number);
        return this;
    }

    /** Adds nanoseconds as milliseconds with three decimals. */
    public LogLine millis(long nanos) {
        long micros = Math.max(0, nanos) / 1000;
        out.addNumber(micros / 1000).add('.');
        long rest = micros % 1000;
        out.add((char) ('0' + rest / 100)).add((char) ('0' + rest / 10 % 10)).add((char) ('0' + rest % 10));
        return this;
    }

    /** Adds {@code bytes[from, to)} as Apache escapes it; a dash when it is empty. */
    public LogLine apache(byte[] bytes, int from, int to) {
        if (from == to) {
            out.add('-');
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\') {
                out.add('\\').add((char) b);
            } else if (b < ' ' || b == 0x7f) {
                out.add('\\').add('x');
                hex(b);
            } else {
                out.add((char) b);
            }
        }
        return this;
    }

    /** Adds {@code bytes[from, to)} as it stands within a JSON string. */
    public LogLine json(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\') {
                out.add('\\').add((char) b);
            } else if (b < ' ' || b == 0x7f) {
                out.add('\\').add('u').add('0').add('0');
                hex(b);
            } else {
                out.add((char) b);
            }
        }
        return this;
    }

    /** Adds text as it stands within a JSON string. */
    public LogLine json(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.add('\\').add(c);
            } else if (c < ' ' || c >= 0x7f) {
                out.add('\\').add('u');
                hex((byte) (c >>> 8));
                hex((byte) c);
            } else {
                out.add(c);
            }
        }
        return this;
    }

    private void hex(byte b) {
        out.add((char) HEX[(b & 0xff) >>> 4]).add((char) HEX[b & 15]);
    }

    /** Adds a moment as Apache writes it. */
    public LogLine apacheTime(long millis) {
        long second = millis / 1000;
        if (second != apacheSecond) {
            apacheSecond = second;
            apacheTime = Ascii.bytes(APACHE.format(Instant.ofEpochSecond(second)));
        }
        out.add(apacheTime);
        return this;
    }

    /** Adds a moment as ISO 8601 has it, in UTC, with milliseconds. */
    public LogLine isoTime(long millis) {
        long second = millis / 1000;
        if (second != isoSecond) {
            isoSecond = second;
            String text = Instant.ofEpochSecond(second).toString();
            isoTime = Ascii.bytes(text.substring(0, text.length() - 1) + '.');
        }
        int rest = (int) (millis % 1000);
        out.add(isoTime);
        out.add((char) ('0' + rest / 100))
                .add((char) ('0' + rest / 10 % 10))
                .add((char) ('0' + rest % 10))
                .add('Z');
        return this;
    }

    public byte[] bytes() {
        return out.bytes();
    }

    public int length() {
        return out.length();
    }
}
