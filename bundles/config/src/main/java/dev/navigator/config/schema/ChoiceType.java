package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of a few words: the constants of an enum, in lower case. */
final class ChoiceType<E extends Enum<E>> extends ScalarType<E> {

    private final List<E> constants;

    ChoiceType(Class<E> constants) {
        this.constants = List.of(constants.getEnumConstants());
    }

    @Override
    E parse(String text, Context context) throws Unfit {
        String word = text.toLowerCase(Locale.ROOT);
        for (E constant : constants) {
            if (written(constant).equals(word)) {
                return constant;
            }
        }
        throw new Unfit();
    }

    @Override
    public String allowed() {
        return "one of " + String.join(", ", words());
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (E constant : constants) {
            words.add(written(constant));
        }
        return words;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, Object> schema() {
        return Json.orVariable(Json.object("enum", words()));
    }
}
