package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions. */
final class PatternType extends ScalarType<Pattern> {

    @Override
    Pattern parse(String text, Context context) throws Unfit {
        if (text.isEmpty()) {
            throw new Unfit();
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new Unfit(e.getDescription() + " near position " + (e.getIndex() + 1));
        }
    }

    @Override
    public String allowed() {
        return "a regular expression";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "minLength", 1);
    }
}
