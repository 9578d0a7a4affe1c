package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.Map;

/** Text of any kind, exactly as written. */
final class TextType extends ScalarType<String> {

    @Override
    String parse(String text, Context context) {
        return text;
    }

    @Override
    public String allowed() {
        return "text";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.scalar();
    }
}
