package dev.navigator.config.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A text in memory, as SnakeYAML's scanner reads it.
 *
 * <p>Its own reader copies its window for every thousand characters of a line, which makes one long line cost seconds, and each of
 * its marks holds on to a window. This one copies nothing.
 */
final class CodePoints extends StreamReader {

    private static final int[] NO_SNIPPET = {};
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final int[] text;
    private int index;
    private int documentIndex;
    private int line;
    private int column;

    CodePoints(int[] text) {
        super("");
        this.text = text;
    }

    /** The code point at {@code position}; 0 outside of the text. */
    int at(int position) {
        return position >= 0 && position < text.length ? text[position] : 0;
    }

    @Override
    public Mark getMark() {
        return new Mark("", index, line, column, NO_SNIPPET, 0);
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        int end = Math.min(index + length, text.length);
        documentIndex += end - index;
        while (index < end) {
            int codePoint = text[index++];
            if (isBreak(codePoint)) {
                line++;
                column = 0;
            } else if (codePoint != BYTE_ORDER_MARK) {
                column++;
            }
        }
    }

    private boolean isBreak(int codePoint) {
        return switch (codePoint) {
            case '\n', 0x85, 0x2028, 0x2029 -> true;
            case '\r' -> at(index) != '\n';
            default -> false;
        };
    }

    @Override
    public int peek() {
        return index < text.length ? text[index] : 0;
    }

    @Override
    public int peek(int offset) {
        return at(index + offset);
    }

    @Override
    public String prefix(int length) {
        return new String(text, index, Math.min(length, text.length - index));
    }

    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        int taken = Math.min(length, text.length - index);
        index += taken;
        documentIndex += taken;
        column += taken;
        return prefix;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getDocumentIndex() {
        return documentIndex;
    }

    @Override
    public void resetDocumentIndex() {
        documentIndex = 0;
    }

    @Override
    public int getIndex() {
        return index;
    }

    @Override
    public int getLine() {
        return line;
    }
}
