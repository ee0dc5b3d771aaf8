package org.arenagrad.text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Learns a byte-pair encoding: the most frequent pair of neighbours becomes a token, again and
/// again (Sennrich, Haddow and Birch, *Neural Machine Translation of Rare Words with Subword
/// Units*, 2016). Pairs are counted within words only; each different word is looked at once and
/// counts as often as it occurs.
final class BytePairTraining {
    /// A pair that occurs once is no habit of the text.
    private static final int RAREST = 2;

    private final List<int[]> words = new ArrayList<>();
    private final List<Integer> occurrences = new ArrayList<>();
    private final Map<Pair, Integer> counts = new HashMap<>();
    private final Map<Pair, Set<Integer>> places = new HashMap<>();

    /// Two tokens side by side.
    ///
    /// @param left the first
    /// @param right the second
    record Pair(int left, int right) {
        /// In the order of Hugging Face's `tokenizers`, which decides between equal counts.
        boolean isBefore(Pair other) {
            return left < other.left || (left == other.left && right < other.right);
        }
    }

    /// @param text words in tokens of a byte, with their number in the text
    BytePairTraining(Map<List<Integer>, Integer> text) {
        text.forEach(
                (word, count) -> {
                    words.add(word.stream().mapToInt(Integer::intValue).toArray());
                    occurrences.add(count);
                    count(words.size() - 1, 1);
                });
    }

    /// Merges pairs until there are so many, or the rest occur but once.
    ///
    /// @param first the token that the first merge makes; each further one makes the next
    List<Pair> merges(int first, int most) {
        List<Pair> merges = new ArrayList<>();
        while (merges.size() < most) {
            Pair best = best();
            if (best == null) {
                break;
            }
            int token = first + merges.size();
            merges.add(best);
            for (int word : Set.copyOf(places.getOrDefault(best, Set.of()))) {
                count(word, -1);
                words.set(word, merged(words.get(word), best, token));
                count(word, 1);
            }
        }
        return merges;
    }

    private @Nullable Pair best() {
        Pair best = null;
        int most = RAREST - 1;
        for (Map.Entry<Pair, Integer> entry : counts.entrySet()) {
            int count = entry.getValue();
            Pair pair = entry.getKey();
            if (count > most || (count == most && best != null && pair.isBefore(best))) {
                best = pair;
                most = count;
            }
        }
        return best;
    }

    /// Counts the pairs of a word, or takes them back.
    private void count(int word, int sign) {
        int[] tokens = words.get(word);
        for (int i = 0; i + 1 < tokens.length; i++) {
            Pair pair = new Pair(tokens[i], tokens[i + 1]);
            int left = counts.merge(pair, sign * occurrences.get(word), Integer::sum);
            if (left == 0) {
                counts.remove(pair);
            }
            if (sign > 0) {
                places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
            } else if (places.containsKey(pair)) {
                places.get(pair).remove(word);
            }
        }
    }

    /// A word with a token in place of each of a pair, from the left.
    static int[] merged(int[] word, Pair pair, int token) {
        int[] merged = new int[word.length];
        int length = 0;
        for (int i = 0; i < word.length; i++) {
            boolean here = i + 1 < word.length && word[i] == pair.left && word[i + 1] == pair.right;
            merged[length++] = here ? token : word[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(merged, length);
    }
}
