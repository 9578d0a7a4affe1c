package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Ascii;
import java.util.Map;

/** Whole numbers within bounds. */
final class IntegerType extends ScalarType<Integer> {

    private static final int MOST_DIGITS = 9;

    private final int least;
    private final int most;

    IntegerType(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    Integer parse(String text, Context context) throws Unfit {
        int digits = text.startsWith("-") ? 1 : 0;
        if (text.length() == digits || text.length() > digits + MOST_DIGITS) {
            throw new Unfit();
        }
        for (int i = digits; i < text.length(); i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                throw new Unfit();
            }
        }
        if (text.length() > digits + 1 && text.charAt(digits) == '0') {
            throw new Unfit("a leading zero means octal to some readers, write it without");
        }
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw new Unfit();
        }
        return value;
    }

    @Override
    public String allowed() {
        return "a whole number from " + least + " to " + most;
    }

    @Override
    public Map<String, Object> schema() {
        return Json.orVariable(
                Json.object("type", "integer", "minimum", least, "maximum", most),
                Json.object("type", "string", "pattern", "^[0-9]+$"));
    }
}
