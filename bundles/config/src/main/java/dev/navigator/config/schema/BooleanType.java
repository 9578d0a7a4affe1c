package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.Locale;
import java.util.Map;

/** Truth values, in all of YAML's spellings but the single letters. */
final class BooleanType extends ScalarType<Boolean> {

    @Override
    Boolean parse(String text, Context context) throws Unfit {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new Unfit();
        };
    }

    @Override
    public String allowed() {
        return "true or false";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.orVariable(
                Json.object("type", "boolean"),
                Json.object(
                        "type",
                        "string",
                        "pattern",
                        "^([tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF)$"));
    }
}
