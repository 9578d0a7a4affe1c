package dev.navigator.config.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.reader.StreamReader;

/** Decodes strictly and says where what is no UTF-8, or no character of YAML, stands. */
final class Utf8 {

    private static final int CHUNK = 8 * 1024;

    private final byte[] bytes;
    private final Complaints complaints;
    private final int[] text;
    private int length;

    Utf8(byte[] bytes, Complaints complaints) {
        this.bytes = bytes;
        this.complaints = complaints;
        this.text = new int[bytes.length];
    }

    /** The code points; null after a complaint. */
    int @Nullable [] decode() {
        while (length < bytes.length && isPlainAscii(bytes[length])) {
            text[length] = bytes[length];
            length++;
        }
        if (length == bytes.length) {
            return text;
        }
        return decodeRest() ? Arrays.copyOf(text, length) : null;
    }

    private static boolean isPlainAscii(byte b) {
        return b >= ' ' ? b < 0x7F : b == '\n' || b == '\r' || b == '\t';
    }

    private boolean decodeRest() {
        ByteBuffer in = ByteBuffer.wrap(bytes, length, bytes.length - length);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result;
        do {
            result = decoder.decode(in, out, true);
            if (!append(out.flip())) {
                return false;
            }
            out.clear();
        } while (result.isOverflow());
        if (result.isError()) {
            complain("not UTF-8 from here on; save the file as UTF-8");
        }
        return !result.isError();
    }

    /** The decoder never parts a pair of surrogates. */
    private boolean append(CharBuffer chars) {
        while (chars.hasRemaining()) {
            char c = chars.get();
            int codePoint = Character.isHighSurrogate(c) ? Character.toCodePoint(c, chars.get()) : c;
            if (!StreamReader.isPrintable(codePoint)) {
                complain("character U+" + hex(codePoint)
                        + " is not allowed in YAML; in double quotes write it as an escape");
                return false;
            }
            text[length++] = codePoint;
        }
        return true;
    }

    private void complain(String message) {
        CodePoints reader = new CodePoints(Arrays.copyOf(text, length));
        reader.forward(length);
        complaints.error(reader.getLine() + 1, reader.getColumn() + 1, KeyPath.ROOT, message);
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
