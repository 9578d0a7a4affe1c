package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Ascii;
import java.util.Locale;
import java.util.Map;

/** Numbers of bytes: {@code 65536}, {@code 64k}, {@code 10m}, {@code 2g}, also written {@code 10MB} or {@code 10MiB}; powers of 1024. */
final class SizeType extends ScalarType<Long> {

    private static final int MOST_DIGITS = 12;

    private final long least;
    private final long most;

    SizeType(long least, long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    Long parse(String text, Context context) throws Unfit {
        int digits = 0;
        while (digits < text.length() && Ascii.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            throw new Unfit();
        }
        int shift =
                switch (text.substring(digits).toLowerCase(Locale.ROOT)) {
                    case "", "b" -> 0;
                    case "k", "kb", "kib" -> 10;
                    case "m", "mb", "mib" -> 20;
                    case "g", "gb", "gib" -> 30;
                    default -> throw new Unfit();
                };
        long number = Long.parseLong(text.substring(0, digits));
        if (number > most >> shift || number << shift < least) {
            throw new Unfit();
        }
        return number << shift;
    }

    @Override
    public String allowed() {
        return "a size such as 65536, 64k or 10m, from " + written(least) + " to " + written(most);
    }

    static String written(long bytes) {
        if (bytes == 0) {
            return "0";
        }
        int zeros = Long.numberOfTrailingZeros(bytes);
        if (zeros >= 30) {
            return (bytes >> 30) + "g";
        }
        if (zeros >= 20) {
            return (bytes >> 20) + "m";
        }
        return zeros >= 10 ? (bytes >> 10) + "k" : String.valueOf(bytes);
    }

    @Override
    public Map<String, Object> schema() {
        return Json.orVariable(
                Json.object("type", "integer", "minimum", least, "maximum", most),
                Json.object("type", "string", "pattern", "^[0-9]+([kKmMgG]([iI]?[bB])?|[bB])?$"));
    }
}
