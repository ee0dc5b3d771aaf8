package org.arenagrad.benchmarks.growth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// One size that grows while all others stay, over powers of two.
public enum Sweep {
    /// Rows of the batch, for a network of the size that reads digits.
    BATCH(1, 8192, "784-256-128-10") {
        @Override
        Perceptron at(int rows) {
            return new Perceptron(rows, List.of(784, 256, 128, 10));
        }
    },

    /// Columns of two hidden layers.
    WIDTH(16, 4096, "64-width-width-10, 128 rows") {
        @Override
        Perceptron at(int width) {
            return new Perceptron(128, List.of(64, width, width, 10));
        }
    },

    /// The number of hidden layers.
    DEPTH(1, 256, "64-64-…-64-10, 128 rows") {
        @Override
        Perceptron at(int depth) {
            List<Integer> sizes = new ArrayList<>(Collections.nCopies(depth + 1, 64));
            sizes.add(10);
            return new Perceptron(128, sizes);
        }
    };

    private final int smallest;
    private final int largest;
    private final String network;

    Sweep(int smallest, int largest, String network) {
        this.smallest = smallest;
        this.largest = largest;
        this.network = network;
    }

    /// What grows: `batch`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What stays as it is.
    public String network() {
        return network;
    }

    /// All sizes, or with `quick` a few of the smaller ones.
    List<Integer> sizes(boolean quick) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = smallest; size <= (quick ? largest / 16 : largest); size *= quick ? 4 : 2) {
            sizes.add(size);
        }
        return sizes;
    }

    /// The network of one size.
    abstract Perceptron at(int size);
}
