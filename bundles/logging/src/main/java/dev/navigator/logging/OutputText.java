package dev.navigator.logging;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What a process wrote, as text: UTF-8, with bytes that are none shown by their codes. */
final class OutputText {

    private OutputText() {}

    static String of(byte[] bytes, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(length);
        StringBuilder text = new StringBuilder(length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            text.append(out.flip());
            out.clear();
            for (int i = 0; i < result.length(); i++) {
                text.append("\\x").append(hex(in.get() >> 4)).append(hex(in.get(in.position() - 1)));
            }
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return text.append(out.flip()).toString();
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble & 0xf, 16);
    }
}
