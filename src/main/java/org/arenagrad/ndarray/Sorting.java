package org.arenagrad.ndarray;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Where elements stand in order, or at all. Sorting is done on the Java heap, by the library.
public final class Sorting {
    private Sorting() {}

    /// Where the first `k` elements in order are, along a dimension. NaN is larger than all others.
    public static Indices order(NdArray x, int dim, int k, boolean descending) {
        return eachLine(
                x,
                dim,
                k,
                values -> {
                    Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i]);
                    return IntStream.range(0, values.length)
                            .boxed()
                            .sorted(descending ? byValue.reversed() : byValue)
                            .limit(k)
                            .mapToInt(i -> i)
                            .toArray();
                });
    }

    /// Where the lower of the elements in the middle is, along a dimension that is left out; the
    /// first NaN, if there is one.
    ///
    /// @throws IllegalArgumentException if there are no elements
    public static Indices median(NdArray x, int dim) {
        int d = x.shape().dimOrScalar(dim);
        if (x.shape().rank() > 0 && x.shape().size(d) == 0) {
            throw new IllegalArgumentException("median: %s has no elements".formatted(x));
        }
        Indices kept =
                eachLine(
                        x,
                        dim,
                        1,
                        values -> {
                            for (int i = 0; i < values.length; i++) {
                                if (Double.isNaN(values[i])) {
                                    return new int[] {i};
                                }
                            }
                            return new int[] {
                                IntStream.range(0, values.length)
                                        .boxed()
                                        .sorted(Comparator.comparingDouble(i -> values[i]))
                                        .skip((values.length - 1) / 2)
                                        .findFirst()
                                        .orElse(0)
                            };
                        });
        return x.shape().rank() == 0
                ? kept.reshape()
                : kept.reshape(x.layout().select(d, 0).shape().toArray());
    }

    private interface Line {
        int[] places(double[] values);
    }

    private static Indices eachLine(NdArray x, int dim, int k, Line line) {
        int d = x.shape().dimOrScalar(dim);
        if (x.shape().rank() == 0) {
            return Indices.of(Shape.of(), line.places(x.toArray()));
        }
        int last = x.shape().rank() - 1;
        NdArray turned = x.transpose(d, last);
        int length = x.shape().size(d);
        double[] values = turned.toArray();
        Shape turnedShape = turned.shape().with(last, k);
        int lines = length == 0 ? 0 : values.length / length;
        int[] places = new int[Math.toIntExact(turnedShape.elements())];
        for (int i = 0; i < lines; i++) {
            int[] found = line.places(Arrays.copyOfRange(values, i * length, (i + 1) * length));
            System.arraycopy(found, 0, places, i * k, k);
        }
        return Indices.of(turnedShape, places).transpose(d, last);
    }

    /// Where elements are that are not 0, counted row-major. In a dry run none is.
    public static int[] flatNonzero(NdArray x) {
        if (x.buffer().isDry()) {
            return new int[0];
        }
        double[] values = x.toArray();
        return IntStream.range(0, values.length).filter(i -> values[i] != 0).toArray();
    }

    /// The indices of the elements that are not 0, `[count, rank]`.
    public static Indices nonzero(NdArray x) {
        List<int[]> found = new ArrayList<>();
        for (int flat : flatNonzero(x)) {
            found.add(x.shape().index(flat));
        }
        int[] all = found.stream().flatMapToInt(Arrays::stream).toArray();
        return Indices.of(Shape.of(found.size(), x.shape().rank()), all);
    }
}
