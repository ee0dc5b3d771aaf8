package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.Indexing;
import org.arenagrad.ndarray.NdArray;

import java.util.ArrayList;
import java.util.List;

/// Arrays put together, or into larger ones. Nothing is saved: gradients are cut apart again.
abstract sealed class Concat extends Operation {
    Concat(String name, Tensor... inputs) {
        super(name, inputs);
    }

    @Override
    final Tensor[] saved() {
        return NOTHING;
    }

    /// Zeros around an array where numbers are positive, less of it where they are negative: first
    /// what is cut off, a view.
    static Tensor pad(Tensor x, int... beforeAfter) {
        int[] zeros = beforeAfter.clone();
        Tensor cut = x;
        for (int k = 0; k + 1 < zeros.length && k / 2 < x.shape().rank(); k += 2) {
            int dim = -1 - k / 2;
            long before = Math.max(0, -(long) zeros[k]);
            long after = Math.max(0, -(long) zeros[k + 1]);
            long left = cut.shape().size(dim) - before - after;
            if (left < 0) {
                throw new IllegalArgumentException(
                        "pad: dimension %s of %s is too short to cut off %s and %s"
                                .formatted(dim, x.array(), before, after));
            }
            if (before + after > 0) {
                cut = cut.narrow(dim, (int) before, (int) left);
            }
            zeros[k] = Math.max(0, zeros[k]);
            zeros[k + 1] = Math.max(0, zeros[k + 1]);
        }
        return new Pad(cut, zeros).apply();
    }

    /// Elements of a kind around an array: a constant around zero is zeros around, plus the
    /// constant there; the others pick elements of the array by index.
    static Tensor pad(Tensor x, TensorIndexing.Padding kind, double value, int... beforeAfter) {
        if (kind == TensorIndexing.Padding.CONSTANT) {
            Tensor padded = pad(x, beforeAfter);
            if (value == 0) {
                return padded;
            }
            Tensor inside = pad(Tensor.ones(x.dtype()).expand(x.shape().toArray()), beforeAfter);
            return inside.where(padded, Tensor.full(x.dtype(), value));
        }
        if (beforeAfter.length % 2 != 0 || beforeAfter.length > 2 * x.shape().rank()) {
            throw new IllegalArgumentException(
                    "pad: %s numbers for %s: give two a dimension (before, after), the last dimension first"
                            .formatted(beforeAfter.length, x.array()));
        }
        Tensor y = x;
        for (int k = 0; k < beforeAfter.length; k += 2) {
            int dim = -1 - k / 2;
            int size = x.shape().size(dim);
            int length = size + beforeAfter[k] + beforeAfter[k + 1];
            int most = kind == TensorIndexing.Padding.REFLECT ? size - 1 : size;
            boolean any = kind == TensorIndexing.Padding.REPLICATE && size > 0;
            if (length < 0 || (!any && Math.max(beforeAfter[k], beforeAfter[k + 1]) > most)) {
                throw new IllegalArgumentException(
                        "pad: dimension %s of %s has too few elements for %s and %s around"
                                .formatted(dim, x.array(), beforeAfter[k], beforeAfter[k + 1]));
            }
            // What is cut off is not repeated.
            int first = Math.max(0, -beforeAfter[k]);
            int left = Math.max(1, size - first - Math.max(0, -beforeAfter[k + 1]));
            int[] from = new int[length];
            for (int i = 0; i < length; i++) {
                int at = i - beforeAfter[k];
                from[i] =
                        switch (kind) {
                            case REFLECT -> at < 0 ? -at : at < size ? at : 2 * (size - 1) - at;
                            case CIRCULAR -> first + Math.floorMod(at - first, left);
                            default -> Math.clamp(at, 0, size - 1);
                        };
            }
            y = y.indexSelect(dim, from);
        }
        return y;
    }

    /// In sequence along a dimension: each gets its own stretch.
    static final class Cat extends Concat {
        private final int dim;

        Cat(int dim, Tensor... parts) {
            // The caller may fill the array anew before backward.
            super("cat", parts.clone());
            this.dim = dim;
        }

        @Override
        NdArray forward() {
            List<NdArray> parts = new ArrayList<>(inputs());
            for (int i = 0; i < inputs(); i++) {
                parts.add(input(i).array());
            }
            return Indexing.cat(dim, parts);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Shape shape = input(input).shape();
            if (Indexing.isNothing(shape)) {
                return unrecorded(Create.full(name(), shape, g.dtype(), 0));
            }
            int start = 0;
            for (int i = 0; i < input; i++) {
                start += Indexing.isNothing(input(i).shape()) ? 0 : input(i).shape().size(dim);
            }
            return g.narrow(dim, start, shape.size(dim));
        }
    }

    /// Zeros around: the inner part.
    static final class Pad extends Concat {
        private final int[] beforeAfter;

        Pad(Tensor x, int... beforeAfter) {
            super("pad", x);
            this.beforeAfter = beforeAfter.clone();
        }

        @Override
        NdArray forward() {
            return Indexing.pad(input(0).array(), beforeAfter);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor inner = g;
            for (int k = 0; k < beforeAfter.length; k += 2) {
                int dim = -1 - k / 2;
                inner = inner.narrow(dim, beforeAfter[k], input(0).shape().size(dim));
            }
            return inner;
        }
    }

    /// A stretch put into a larger tensor of zeros, the gradient of a slice: the slice.
    static final class Embed extends Concat {
        private final Shape shape;
        private final int dim;
        private final int start;
        private final int step;

        Embed(Tensor x, Shape shape, int dim, int start, int step) {
            super("embed", x);
            this.shape = shape;
            this.dim = dim;
            this.start = start;
            this.step = step;
        }

        @Override
        NdArray forward() {
            NdArray x = input(0).array();
            NdArray out = Create.full(name(), shape, x.dtype(), 0);
            out.slice(dim, start, x.shape().size(dim), step).copyFrom(x);
            return out;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new View.Slice(g, dim, start, input(0).shape().size(dim), step).apply();
        }
    }
}
