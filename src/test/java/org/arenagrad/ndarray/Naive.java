package org.arenagrad.ndarray;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// Arrays done the slow, obvious way: every result is computed index by index from the definition.
/// No strides, no views, no runs; what the fast code is held against.
final class Naive {
    private final int[] sizes;
    private final double[] data;

    private Naive(int[] sizes, double[] data) {
        this.sizes = sizes;
        this.data = data;
    }

    /// An array whose every element is a function of its index.
    static Naive generate(int[] sizes, ToDoubleFunction<int[]> element) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        double[] data = new double[count];
        for (int i = 0; i < count; i++) {
            data[i] = element.applyAsDouble(unravel(i, sizes));
        }
        return new Naive(sizes.clone(), data);
    }

    /// An array of distinct-looking small quarters, exact in both types, sums and products
    /// included.
    static Naive sample(int[] sizes, int seed) {
        int[] next = {seed};
        return generate(
                sizes,
                _ -> {
                    next[0] = (next[0] * 37 + 11) % 83;
                    return (next[0] - 41) / 4.0;
                });
    }

    private static int[] unravel(int position, int... sizes) {
        int[] index = new int[sizes.length];
        int rest = position;
        for (int d = sizes.length - 1; d >= 0; d--) {
            index[d] = rest % sizes[d];
            rest /= sizes[d];
        }
        return index;
    }

    int[] sizes() {
        return sizes;
    }

    int rank() {
        return sizes.length;
    }

    double[] data() {
        return data;
    }

    double get(int... index) {
        int position = 0;
        for (int d = 0; d < sizes.length; d++) {
            position = position * sizes[d] + index[d];
        }
        return data[position];
    }

    /// The same array, in native memory.
    NdArray array(DType dtype) {
        return Create.of(data, Shape.of(sizes), dtype);
    }

    // ---- views

    Naive transpose(int a, int b) {
        return generate(swapped(sizes, a, b), i -> get(swapped(i, a, b)));
    }

    private static int[] swapped(int[] values, int a, int b) {
        int[] out = values.clone();
        out[a] = values[b];
        out[b] = values[a];
        return out;
    }

    Naive slice(int dim, int start, int length, int step) {
        return generate(with(sizes, dim, length), i -> get(with(i, dim, start + i[dim] * step)));
    }

    private static int[] with(int[] values, int at, int value) {
        int[] out = values.clone();
        out[at] = value;
        return out;
    }

    Naive select(int dim, int index) {
        return generate(without(sizes, dim), i -> get(inserted(i, dim, index)));
    }

    private static int[] without(int[] values, int at) {
        int[] out = new int[values.length - 1];
        System.arraycopy(values, 0, out, 0, at);
        System.arraycopy(values, at + 1, out, at, out.length - at);
        return out;
    }

    private static int[] inserted(int[] values, int at, int value) {
        int[] out = new int[values.length + 1];
        System.arraycopy(values, 0, out, 0, at);
        out[at] = value;
        System.arraycopy(values, at, out, at + 1, values.length - at);
        return out;
    }

    Naive unsqueeze(int dim) {
        return new Naive(inserted(sizes, dim, 1), data);
    }

    Naive reshape(int... newSizes) {
        return new Naive(newSizes.clone(), data);
    }

    Naive flip(int dim) {
        return generate(sizes, i -> get(with(i, dim, sizes[dim] - 1 - i[dim])));
    }

    Naive expand(int... target) {
        int lead = target.length - sizes.length;
        return generate(
                target,
                i -> {
                    int[] from = Arrays.copyOfRange(i, lead, i.length);
                    for (int d = 0; d < from.length; d++) {
                        from[d] = sizes[d] == 1 ? 0 : from[d];
                    }
                    return get(from);
                });
    }

    // ---- arithmetic

    Naive map(DoubleUnaryOperator f) {
        return generate(sizes, i -> f.applyAsDouble(get(i)));
    }

    /// Both broadcast to `target`, then combined.
    static Naive zip(int[] target, DoubleBinaryOperator f, Naive a, Naive b) {
        Naive left = a.expand(target);
        Naive right = b.expand(target);
        return generate(target, i -> f.applyAsDouble(left.get(i), right.get(i)));
    }

    Naive fold(boolean[] reduced, double start, DoubleBinaryOperator f) {
        int[] kept = sizes.clone();
        for (int d = 0; d < kept.length; d++) {
            kept[d] = reduced[d] ? 1 : kept[d];
        }
        Naive out = generate(kept, _ -> start);
        for (int p = 0; p < data.length; p++) {
            int[] index = unravel(p, sizes);
            int position = 0;
            for (int d = 0; d < kept.length; d++) {
                position = position * kept[d] + (reduced[d] ? 0 : index[d]);
            }
            out.data[position] = f.applyAsDouble(out.data[position], data[p]);
        }
        return out;
    }

    Naive cumsum(int dim) {
        return generate(
                sizes,
                i -> {
                    double sum = 0;
                    for (int k = 0; k <= i[dim]; k++) {
                        sum += get(with(i, dim, k));
                    }
                    return sum;
                });
    }

    Naive argmax(int dim) {
        return generate(
                without(sizes, dim),
                i -> {
                    int best = 0;
                    for (int k = 1; k < sizes[dim]; k++) {
                        if (get(inserted(i, dim, k)) > get(inserted(i, dim, best))) {
                            best = k;
                        }
                    }
                    return best;
                });
    }

    Naive softmax(int dim) {
        return generate(
                sizes,
                i -> {
                    double sum = 0;
                    for (int k = 0; k < sizes[dim]; k++) {
                        sum += Math.exp(get(with(i, dim, k)) - get(i));
                    }
                    return 1 / sum;
                });
    }

    /// `[…, m, k]` times `[…, k, n]`, leading dimensions broadcast to `leading`.
    static Naive matmul(int[] leading, Naive a, Naive b) {
        int r = leading.length;
        int m = a.sizes[a.rank() - 2];
        int k = a.sizes[a.rank() - 1];
        int n = b.sizes[b.rank() - 1];
        Naive left = a.expand(inserted(inserted(leading, r, m), r + 1, k));
        Naive right = b.expand(inserted(inserted(leading, r, k), r + 1, n));
        return generate(
                inserted(inserted(leading, r, m), r + 1, n),
                i -> {
                    double sum = 0;
                    for (int j = 0; j < k; j++) {
                        sum += left.get(with(i, r + 1, j)) * right.get(with(i, r, j));
                    }
                    return sum;
                });
    }

    // ---- picking and joining

    Naive indexSelect(int dim, int... index) {
        return generate(with(sizes, dim, index.length), i -> get(with(i, dim, index[i[dim]])));
    }

    Naive gather(int dim, Naive index) {
        return generate(index.sizes, i -> get(with(i, dim, (int) index.get(i))));
    }

    static Naive cat(int dim, Naive a, Naive b) {
        int first = a.sizes[dim];
        return generate(
                with(a.sizes, dim, first + b.sizes[dim]),
                i -> i[dim] < first ? a.get(i) : b.get(with(i, dim, i[dim] - first)));
    }

    /// Elements added into zeros of another size along `dim`, each where `index` says.
    Naive scatterAdd(int dim, int size, Naive index) {
        Naive out = generate(with(sizes, dim, size), _ -> 0);
        for (int p = 0; p < data.length; p++) {
            int[] to = with(unravel(p, sizes), dim, (int) index.data[p]);
            int position = 0;
            for (int d = 0; d < to.length; d++) {
                position = position * out.sizes[d] + to[d];
            }
            out.data[position] += data[p];
        }
        return out;
    }
}
