package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Which rows go into which part of a split.
///
/// @param train the rows to learn from, in random order
/// @param heldOut the others, in random order
record Splitting(Indices train, Indices heldOut) {
    /// Divides rows so that each group is divided in the same ratio.
    ///
    /// Shares of whole rows rarely come out even. Every group first gives the whole part of its
    /// share; the rows still missing come from the groups with the largest remainders (Hamilton's
    /// method), so that the total is right and no group is off by a row or more.
    ///
    /// @param strata for each row the group it belongs to
    static Splitting of(int[] strata, double share, Rng rng) {
        int n = strata.length;
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "split: a share of %s is not between 0 and 1: it is the part of the rows to hold out, 0.2 for a fifth"
                            .formatted(share));
        }
        int total = (int) Math.round(share * n);
        if (total == 0 || total == n) {
            throw new IllegalArgumentException(
                    "split: a share of %s of %s rows leaves one part without a row"
                            .formatted(share, n));
        }
        Map<Integer, Group> groups = groups(strata, share, total);
        int[] heldOut = new int[total];
        int[] train = new int[n - total];
        int h = 0;
        int t = 0;
        for (int row : rng.permutation(n).toArray()) {
            Group group = Objects.requireNonNull(groups.get(strata[row]));
            if (group.quota > 0) {
                group.quota--;
                heldOut[h++] = row;
            } else {
                train[t++] = row;
            }
        }
        return new Splitting(Indices.of(train), Indices.of(heldOut));
    }

    /// The groups, with how many rows of each are held out: `total` together.
    private static Map<Integer, Group> groups(int[] strata, double share, int total) {
        Map<Integer, Group> groups = new TreeMap<>();
        for (int number : strata) {
            groups.computeIfAbsent(number, _ -> new Group()).size++;
        }
        int missing = total;
        for (Group group : groups.values()) {
            group.quota = (int) (share * group.size);
            missing -= group.quota;
        }
        groups.values().stream()
                .sorted(Comparator.comparingDouble(group -> group.quota - share * group.size))
                .limit(missing)
                .forEach(group -> group.quota++);
        return groups;
    }

    private static final class Group {
        private int size;
        private int quota;
    }
}
