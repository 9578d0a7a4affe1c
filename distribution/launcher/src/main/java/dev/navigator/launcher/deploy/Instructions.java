package dev.navigator.launcher.deploy;

import java.nio.ByteBuffer;

/** How long the JVM's instructions are (JVM Specification, chapter 6). */
final class Instructions {

    /** From each of these on, to the next, instructions are as long as the second number says. */
    private static final int[][] LENGTHS = {
        {0x00, 1}, {0x10, 2}, {0x11, 3}, {0x12, 2}, {0x13, 3}, {0x15, 2}, {0x1a, 1}, {0x36, 2}, {0x3b, 1}, {0x84, 3},
        {0x85, 1}, {0x99, 3}, {0xa9, 2}, {0xac, 1}, {0xb2, 3}, {0xb9, 5}, {0xbb, 3}, {0xbc, 2}, {0xbd, 3}, {0xbe, 1},
        {0xc0, 3}, {0xc2, 1}, {0xc5, 4}, {0xc6, 3}, {0xc8, 5}, {0xca, 1},
    };

    private static final int TABLE_SWITCH = 0xaa;
    private static final int LOOKUP_SWITCH = 0xab;
    private static final int WIDE = 0xc4;
    private static final int INCREMENT = 0x84;

    private Instructions() {}

    /** Of the instruction at {@code at} of a method whose code begins at {@code start}. */
    static int length(ByteBuffer code, int at, int start) {
        int operation = code.get(at) & 0xff;
        int operands = at + 4 - (at - start) % 4;
        switch (operation) {
            case TABLE_SWITCH -> {
                int entries = code.getInt(operands + 8) - code.getInt(operands + 4) + 1;
                return operands + 12 + 4 * entries - at;
            }
            case LOOKUP_SWITCH -> {
                return operands + 8 + 8 * code.getInt(operands + 4) - at;
            }
            case WIDE -> {
                return (code.get(at + 1) & 0xff) == INCREMENT ? 6 : 4;
            }
            default -> {
                int length = 1;
                for (int[] range : LENGTHS) {
                    length = range[0] <= operation ? range[1] : length;
                }
                return length;
            }
        }
    }
}
