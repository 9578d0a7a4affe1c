package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.Map;

/** Values of header fields: visible ASCII with spaces between. */
final class HeaderType extends ScalarType<String> {

    @Override
    String parse(String text, Context context) throws Unfit {
        if (text.isEmpty() || !text.strip().equals(text)) {
            throw new Unfit();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new Unfit();
            }
        }
        return text;
    }

    @Override
    public String allowed() {
        return "the value of a header field";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "minLength", 1);
    }
}
