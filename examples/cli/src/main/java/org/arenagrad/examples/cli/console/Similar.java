package org.arenagrad.examples.cli.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// What somebody may have meant who mistyped a word.
public final class Similar {
    private Similar() {}

    /// `; did you mean 'train'?`, or nothing if no word is similar enough.
    public static String hint(String typed, Collection<String> words) {
        String word = typed.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(one -> distance(word, one) <= most(word))
                .min(Comparator.comparingInt(one -> distance(word, one)))
                .map("; did you mean '%s'?"::formatted)
                .orElse("");
    }

    /// One slip in three letters, at least one, but never all of them.
    private static int most(String word) {
        return Math.min(Math.max(1, word.length() / 3), word.length() - 1);
    }

    /// How many slips make one word of the other: a letter too many, missing, or wrong, or two that
    /// changed places (the optimal string alignment distance). The beginning of a word is one slip
    /// away from it.
    private static int distance(String from, String word) {
        String to = word.toLowerCase(Locale.ROOT);
        if (to.startsWith(from)) {
            return to.equals(from) ? 0 : 1;
        }
        int[][] slips = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : least(slips, from, to, i, j);
            }
        }
        return slips[from.length()][to.length()];
    }

    private static int least(int[][] slips, String from, String to, int i, int j) {
        int wrong = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least =
                Math.min(
                        Math.min(slips[i - 1][j], slips[i][j - 1]) + 1,
                        slips[i - 1][j - 1] + wrong);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
