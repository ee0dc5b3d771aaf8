package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Functions that are made of other operations, and so have their gradients from those.
final class Composed {
    private Composed() {}

    /// Twice as many factors in each round (Hillis and Steele, 1986): exact where a factor is 0.
    static Tensor cumprod(Tensor x, int dim) {
        Tensor y = x;
        int n = x.shape().size(dim);
        for (int shift = 1; shift < n; shift *= 2) {
            Tensor product = y.narrow(dim, shift, n - shift).mul(y.narrow(dim, 0, n - shift));
            y = Tensor.cat(dim, y.narrow(dim, 0, shift), product);
        }
        return n <= 1 ? x.copy() : y;
    }

    static Tensor logsumexp(Tensor x, boolean keepDim, int... dims) {
        if (dims.length == 1) {
            int dim = dims[0];
            return View.alongLine(x, dim, y -> new Softmaxes.LogSumExp(y, keepDim, dim).apply());
        }
        // The named dimensions made the last one.
        int rank = x.shape().rank();
        int[] folded = dims.length == 0 ? IntStream.range(0, rank).toArray() : dims;
        int[] last = IntStream.range(rank - folded.length, rank).toArray();
        Tensor line = x.movedim(folded, last).flatten(rank - folded.length, -1);
        Tensor y = new Softmaxes.LogSumExp(line, false, -1).apply();
        return keepDim ? y.reshape(x.shape().reduce(true, folded).toArray()) : y;
    }

    static Tensor norm(Tensor x, double p, boolean keepDim, int... dims) {
        if (p == 2) {
            return rootOrZero(x.square().sum(keepDim, dims), 0.5);
        }
        if (p == 1) {
            return x.abs().sum(keepDim, dims);
        }
        if (p == Double.POSITIVE_INFINITY) {
            return x.abs().amax(keepDim, dims);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return x.abs().amin(keepDim, dims);
        }
        if (p == 0) {
            return x.ne(0).sum(keepDim, dims);
        }
        return rootOrZero(x.abs().pow(p).sum(keepDim, dims), 1 / p);
    }

    /// `x^exponent`, with a gradient of 0 where `x` is 0: what is not chosen there is computed of
    /// 1.
    private static Tensor rootOrZero(Tensor x, double exponent) {
        Tensor positive = x.ne(0);
        Tensor safe = positive.where(x, Tensor.ones(x.dtype()));
        Tensor root = exponent == 0.5 ? safe.sqrt() : safe.pow(exponent);
        return positive.where(root, x);
    }

    /// 1 in a matrix where the column is at most `diagonal` to the right of the row.
    static Tensor lowerMask(DType dtype, int rows, int columns, int diagonal) {
        Tensor row = Tensor.arange(dtype, rows).unsqueeze(1);
        return Tensor.arange(dtype, columns).sub(row).le(diagonal);
    }

    static Tensor triangle(String name, Tensor x, int diagonal, boolean lower) {
        x.requireAlive();
        if (x.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    "%s: %s is not a matrix: it has %s dimensions"
                            .formatted(name, x.array(), x.shape().rank()));
        }
        int border = lower ? diagonal : diagonal - 1;
        Tensor mask = lowerMask(x.dtype(), x.shape().size(-2), x.shape().size(-1), border);
        Tensor zero = Tensor.zeros(x.dtype());
        return lower ? mask.where(x, zero) : mask.where(zero, x);
    }

    /// Every `n + 1`-th element of the matrix as one line.
    static Tensor diagonal(Tensor x, int offset, int dim1, int dim2) {
        x.requireAlive();
        int d1 = x.shape().dim(dim1);
        int d2 = x.shape().dim(dim2);
        if (d1 == d2) {
            throw new IllegalArgumentException(
                    "diagonal: dimensions %s and %s of %s are the same"
                            .formatted(dim1, dim2, x.array()));
        }
        Tensor matrix = x.movedim(new int[] {d1, d2}, new int[] {-2, -1});
        int m = matrix.shape().size(-2);
        int n = matrix.shape().size(-1);
        int length = Math.max(0, offset >= 0 ? Math.min(m, n - offset) : Math.min(m + offset, n));
        int start = offset >= 0 ? offset : -offset * n;
        if (length == 0) {
            return matrix.narrow(-2, 0, 0).sum(-2).narrow(-1, 0, 0);
        }
        return matrix.flatten(-2, -1).slice(-1, start, start + (length - 1) * (n + 1) + 1, n + 1);
    }

    static Tensor repeat(Tensor x, int... times) {
        x.requireAlive();
        int lead = times.length - x.shape().rank();
        if (lead < 0 || Arrays.stream(times).anyMatch(t -> t < 0)) {
            throw new IllegalArgumentException(
                    "repeat: %s times %s: there must be one number, not negative, for each dimension, and may be more in front"
                            .formatted(x.array(), Arrays.toString(times)));
        }
        int[] apart = new int[2 * times.length];
        int[] wide = new int[2 * times.length];
        int[] result = new int[times.length];
        for (int d = 0; d < times.length; d++) {
            int size = d < lead ? 1 : x.shape().size(d - lead);
            apart[2 * d] = 1;
            apart[2 * d + 1] = size;
            wide[2 * d] = times[d];
            wide[2 * d + 1] = size;
            result[d] = Math.multiplyExact(times[d], size);
        }
        return x.reshape(apart).expand(wide).copy().reshape(result);
    }

    static Tensor roll(Tensor x, int shift, int dim) {
        x.requireAlive();
        int d = x.shape().dim(dim);
        int n = x.shape().size(d);
        int first = n == 0 ? 0 : Math.floorMod(shift, n);
        return first == 0
                ? x.copy()
                : Tensor.cat(d, x.narrow(d, n - first, first), x.narrow(d, 0, n - first));
    }

    /// Elements by several lists of indices: the leading dimensions made one, and the place in
    /// that.
    static Tensor index(Tensor x, Indices... lists) {
        x.requireAlive();
        if (lists.length == 0 || lists.length > x.shape().rank()) {
            throw new IllegalArgumentException(
                    "index: %s lists of indices for %s: give one for each of its first dimensions"
                            .formatted(lists.length, x.array()));
        }
        Shape shape = lists[0].shape();
        for (Indices list : lists) {
            shape = Shape.broadcast(shape, list.shape());
        }
        int count = Math.toIntExact(shape.elements());
        int[] flat = new int[count];
        int rows = 1;
        for (int d = 0; d < lists.length; d++) {
            int size = x.shape().size(d);
            int[] each = lists[d].within(size, "index").expand(shape).toArray();
            for (int i = 0; i < count; i++) {
                flat[i] = flat[i] * size + each[i];
            }
            rows = Math.multiplyExact(rows, size);
        }
        int[] rest = x.shape().toArray();
        int[] sizes = new int[rest.length - lists.length + 1];
        sizes[0] = rows;
        System.arraycopy(rest, lists.length, sizes, 1, sizes.length - 1);
        return x.reshape(sizes).indexSelect(0, Indices.of(shape, flat));
    }

    /// Of this tensor and the source in one line, the place of what stands in each element.
    static Tensor scatter(Tensor x, int dim, Indices index, Tensor source) {
        requireScatterable("scatter", x, dim, index, source);
        int d = x.shape().dim(dim);
        int elements = Math.toIntExact(x.shape().elements());
        int[] chosen = new int[elements];
        Arrays.setAll(chosen, i -> i);
        index.requireWithin(x.shape().size(d), "scatter");
        for (int i = 0; i < index.length(); i++) {
            int[] at = index.shape().index(i);
            int from = elements + position(source.shape(), at);
            at[d] = index.get(i);
            chosen[position(x.shape(), at)] = from;
        }
        return Tensor.cat(0, x.reshape(-1), source.reshape(-1))
                .indexSelect(0, chosen)
                .reshape(x.shape().toArray());
    }

    private static int position(Shape shape, int[] at) {
        int position = 0;
        for (int d = 0; d < at.length; d++) {
            position = position * shape.size(d) + at[d];
        }
        return position;
    }

    static Tensor scatterAdd(Tensor x, int dim, Indices index, Tensor source) {
        requireScatterable("scatterAdd", x, dim, index, source);
        int d = x.shape().dim(dim);
        index.requireWithin(x.shape().size(d), "scatterAdd");
        Tensor part = source;
        int rank = x.shape().rank();
        int[] missing = new int[2 * rank];
        for (int k = 0; k < rank; k++) {
            int size = index.shape().size(k);
            part = part.narrow(k, 0, size);
            missing[2 * (rank - 1 - k) + 1] = k == d ? 0 : x.shape().size(k) - size;
        }
        Shape target = index.shape().with(d, x.shape().size(d));
        Tensor sums = new IndexOps.ScatterAdd(part, d, index, target).apply();
        return x.add(sums.pad(missing));
    }

    private static void requireScatterable(
            String name, Tensor x, int dim, Indices index, Tensor source) {
        x.requireAlive();
        source.requireAlive();
        int rank = x.shape().rank();
        boolean fits = rank > 0 && index.shape().rank() == rank && source.shape().rank() == rank;
        for (int d = 0; fits && d < rank; d++) {
            int size = index.shape().size(d);
            fits =
                    size <= source.shape().size(d)
                            && (d == x.shape().dim(dim) || size <= x.shape().size(d));
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "%s: indices %s don't fit %s and source %s: all have as many dimensions, and indices are no longer than either (but along dimension %s of the first)"
                            .formatted(name, index.shape(), x.array(), source.array(), dim));
        }
    }
}
