package dev.navigator.config.schema;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The known name that a wrong one was probably meant to be, by Levenshtein's distance. */
public final class Nearest {

    /** Of names compared: longer ones are told apart by their beginning, so that a hostile file costs nothing. */
    private static final int LONGEST = 64;

    private Nearest() {}

    /** Null when there are no names. */
    public static @Nullable String to(String wrong, Collection<String> names) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = distance(cut(wrong), cut(name));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    private static String cut(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
