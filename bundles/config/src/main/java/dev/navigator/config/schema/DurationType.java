package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Ascii;
import java.time.Duration;
import java.util.Map;

/**
 * Spans of time: {@code 90}, {@code 1.5}, {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 7d}, {@code 250ms}. A number without a unit
 * is seconds; units go from large to small, each once.
 */
final class DurationType extends ScalarType<Duration> {

    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final int SECONDS = 3;
    private static final long MOST_MILLIS = 3650 * MILLIS[0];
    private static final int LONGEST = 30;

    private final Duration least;

    DurationType(Duration least) {
        this.least = least;
    }

    @Override
    Duration parse(String text, Context context) throws Unfit {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new Unfit();
        }
        long millis = 0;
        int unit = 0;
        for (int i = 0; i < text.length(); ) {
            int number = i;
            i = after(text, i, true);
            int letters = i;
            i = after(text, i, false);
            unit = unit(text.substring(letters, i), unit, letters == text.length() && number == 0);
            millis += millis(text.substring(number, letters), MILLIS[unit]);
            unit++;
        }
        if (millis > MOST_MILLIS) {
            throw new Unfit("the most is 3650d");
        }
        Duration duration = Duration.ofMillis(millis);
        if (duration.compareTo(least) < 0) {
            throw new Unfit();
        }
        return duration;
    }

    private static int after(String text, int from, boolean number) {
        int i = from;
        while (i < text.length() && isNumeric(text.charAt(i)) == number) {
            i++;
        }
        return i;
    }

    private static boolean isNumeric(char c) {
        return Ascii.isDigit(c) || c == '.';
    }

    private static int unit(String name, int from, boolean seconds) throws Unfit {
        if (name.isEmpty() && seconds) {
            return SECONDS;
        }
        for (int unit = from; unit < UNITS.length; unit++) {
            if (UNITS[unit].equals(name)) {
                return unit;
            }
        }
        throw new Unfit();
    }

    private static long millis(String number, long unit) throws Unfit {
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "0" : number.substring(point + 1);
        if (whole.isEmpty()
                || fraction.isEmpty()
                || fraction.indexOf('.') >= 0
                || whole.length() > 10
                || fraction.length() > 6) {
            throw new Unfit();
        }
        long scale = 1;
        for (int i = 0; i < fraction.length(); i++) {
            scale *= 10;
        }
        return Long.parseLong(whole) * unit + Long.parseLong(fraction) * unit / scale;
    }

    @Override
    public String allowed() {
        String example = "a time such as 30, 30s, 5m or 1h30m";
        return least.isZero() ? example : example + ", " + written(least) + " or more";
    }

    private static String written(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    @Override
    public Map<String, Object> schema() {
        String number = "[0-9]+(\\.[0-9]+)?";
        StringBuilder pattern = new StringBuilder("^(?=.)");
        for (String unit : UNITS) {
            pattern.append('(').append(number).append(unit).append(")?");
        }
        pattern.append("$|^").append(number).append('$');
        return Json.orVariable(
                Json.object("type", "number", "minimum", least.toMillis() / 1000.0),
                Json.object("type", "string", "pattern", pattern.toString()));
    }
}
