package dev.navigator.config.yaml;

/** Text of a file as messages show it: on one line, not too long, without characters that do not show. */
public final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    /** In quotes. */
    public static String text(String text) {
        return "'" + bare(text) + "'";
    }

    /** Without quotes, for places where they would be in the way. */
    public static String bare(String text) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (quoted.length() >= LONGEST) {
                return quoted.append("...").toString();
            }
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> append(quoted, c);
            }
        }
        return quoted.toString();
    }

    private static void append(StringBuilder quoted, char c) {
        int type = Character.getType(c);
        if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            quoted.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        } else {
            quoted.append(c);
        }
    }
}
