package dev.navigator.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Nearest {

    private Nearest() {}

    /** The one of {@code words} that takes the fewest changes, if they are few; of several the first by the alphabet. */
    static Optional<String> to(String word, Collection<String> words) {
        int most = Math.max(1, word.length() / 3);
        return words.stream()
                .filter(other -> distance(word, other) <= most)
                .min(Comparator.comparingInt((String other) -> distance(word, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one of the other. */
    private static int distance(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : fewest(changes, from, to, i, j);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int fewest(int[][] changes, String from, String to, int i, int j) {
        int replaced = changes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
    }
}
