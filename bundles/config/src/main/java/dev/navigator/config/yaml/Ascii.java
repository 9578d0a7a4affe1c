package dev.navigator.config.yaml;

/** Classes of characters, regardless of locale and of other scripts. */
public final class Ascii {

    private Ascii() {}

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    public static boolean isAlphanumeric(char c) {
        return isLetter(c) || isDigit(c);
    }
}
