package org.arenagrad.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// One matrix product to be timed: `op(A)·op(B)`, `[m, k]` by `[k, n]`, `op` the transpose or not.
record ProductShape(String name, int m, int n, int k, boolean transposeA, boolean transposeB) {
    /// From text like `256x1024x784:NT`: m, n and k, then for A and B each whether it is
    /// transposed.
    static ProductShape parse(String text) {
        String[] parts = text.split(":", -1);
        String[] sizes = parts[0].split("x", -1);
        String flags = parts.length > 1 ? parts[1] : "NN";
        return new ProductShape(
                text,
                Integer.parseInt(sizes[0]),
                Integer.parseInt(sizes[1]),
                Integer.parseInt(sizes[2]),
                flags.charAt(0) == 'T',
                flags.charAt(1) == 'T');
    }

    /// `n` by `n` in all four combinations of transposes.
    static List<ProductShape> square(int n) {
        List<ProductShape> shapes = new ArrayList<>();
        for (String flags : List.of("NN", "NT", "TN", "TT")) {
            shapes.add(parse("%dx%dx%d:%s".formatted(n, n, n, flags)));
        }
        return shapes;
    }

    /// The products of one linear layer in training, over `rows` rows: forward `x·Wᵀ`, and backward
    /// `gᵀ·x` for the weights and `g·W` for the input.
    static List<ProductShape> layer(String network, int rows, int in, int out) {
        String name = "%s %d-%d ".formatted(network, in, out);
        return List.of(
                new ProductShape(name + "x·Wᵀ", rows, out, in, false, true),
                new ProductShape(name + "gᵀ·x", out, in, rows, true, false),
                new ProductShape(name + "g·W", rows, in, out, false, false));
    }

    /// Multiplications and additions.
    double operations() {
        return 2.0 * m * n * k;
    }

    int sizeA() {
        return m * k;
    }

    int sizeB() {
        return k * n;
    }

    int sizeC() {
        return m * n;
    }

    /// Between rows of A as stored.
    int lda() {
        return transposeA ? m : k;
    }

    /// Between rows of B as stored.
    int ldb() {
        return transposeB ? k : n;
    }
}
