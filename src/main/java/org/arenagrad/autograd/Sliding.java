package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.ndarray.Convolutions;
import org.arenagrad.ndarray.NdArray;

/// What windows see, taken apart and put together again. The two are linear, and each other's
/// gradients; nothing is saved.
abstract sealed class Sliding extends Operation {
    final Window window;

    Sliding(String name, Tensor x, Window window) {
        super(name, x);
        this.window = window;
    }

    @Override
    final Tensor[] saved() {
        return NOTHING;
    }

    /// What windows see, as columns: `[N, C·kernel, windows]` of `[N, C, H, W]`.
    static final class Unfold extends Sliding {
        Unfold(Tensor x, Window window) {
            super("unfold", x, window);
        }

        @Override
        NdArray forward() {
            return Convolutions.unfold(input(0).array(), window);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Fold(g, input(0).shape(), window).apply();
        }
    }

    /// Columns added up where they were seen, in images of a shape.
    static final class Fold extends Sliding {
        private final Shape shape;

        Fold(Tensor x, Shape shape, Window window) {
            super("fold", x, window);
            this.shape = shape;
        }

        @Override
        NdArray forward() {
            return Convolutions.fold(input(0).array(), shape, window);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Unfold(g, window).apply();
        }
    }

    static Tensor unfold(Tensor x, Window window) {
        ConvCalls.requireImages("unfold", 2, x);
        requirePlain("unfold", window);
        boolean alone = x.shape().rank() == 3;
        Tensor y = new Unfold(alone ? x.unsqueeze(0) : x, window).apply();
        return alone ? y.squeeze(0) : y;
    }

    static Tensor fold(Tensor x, int height, int width, Window window) {
        x.requireAlive();
        requirePlain("fold", window);
        boolean alone = x.shape().rank() == 2;
        if (!alone && x.shape().rank() != 3) {
            throw new IllegalArgumentException(
                    "fold: %s must be [N, C·kernel, windows], as unfold gives it, or without N for one image"
                            .formatted(x.array()));
        }
        int rows = x.shape().size(-2);
        Shape shape = Shape.of(alone ? 1 : x.shape().size(0), rows / window.area(), height, width);
        Shape expected = Convolutions.columns(shape, window);
        if (expected.size(1) != rows || expected.size(2) != x.shape().size(-1)) {
            throw new IllegalArgumentException(
                    "fold: %s and images of %s by %s don't fit: with %s they are unfolded to a multiple of %s rows and %s columns"
                            .formatted(
                                    x.array(),
                                    height,
                                    width,
                                    window,
                                    window.area(),
                                    expected.size(2)));
        }
        Tensor y = new Fold(alone ? x.unsqueeze(0) : x, shape, window).apply();
        return alone ? y.squeeze(0) : y;
    }

    private static void requirePlain(String name, Window window) {
        if (window.ceilMode()) {
            throw new IllegalArgumentException(
                    "%s: %s hangs over the edge, which only pooling can: pad instead"
                            .formatted(name, window));
        }
    }
}
