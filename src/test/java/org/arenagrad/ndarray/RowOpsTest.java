package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.stream.IntStream;

/// Functions of rows against their definitions, on rows that lie side by side and on a view.
@Tag("backend")
class RowOpsTest {
    private static final double[][] LOGITS = {{1, -2, 0.5, 3}, {0, 0, 0, 0}, {-1, 2.5, 2, -4}};
    private static final int[] CLASSES = {2, 0, 1};
    private static final double SMOOTHING = 0.1;

    private Scope scope = Scope.open("unused");

    RowOpsTest() {
        scope.close();
    }

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static NdArray matrix(DType dtype, double[]... rows) {
        double[] all =
                IntStream.range(0, rows.length * rows[0].length)
                        .mapToDouble(i -> rows[i / rows[0].length][i % rows[0].length])
                        .toArray();
        return Create.of(all, Shape.of(rows.length, rows[0].length), dtype);
    }

    /// The same numbers with their columns in sequence in memory.
    private static NdArray columnwise(NdArray x) {
        return x.transpose(0, 1).copy("columns").transpose(0, 1);
    }

    private static void assertClose(NdArray actual, double... expected) {
        double unit = actual.dtype() == DType.FLOAT64 ? 1e-14 : 1e-6;
        assertThat(actual.toArray()).containsExactly(expected, within(8 * unit));
    }

    private static double[] softmax(double... x) {
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v);
        }
        double[] p = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            p[c] = Math.exp(x[c]) / sum;
        }
        return p;
    }

    /// `weight · Σ_c target_c · -log p_c`, where the target is `1 - s + s/C` at the class and `s/C`
    /// elsewhere (Szegedy et al., 2016).
    private static double loss(int row, double weight) {
        double[] p = softmax(LOGITS[row]);
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            sum -= target(row, c) * Math.log(p[c]);
        }
        return weight * sum;
    }

    private static double target(int row, int c) {
        return (c == CLASSES[row] ? 1 - SMOOTHING : 0) + SMOOTHING / LOGITS[row].length;
    }

    @ParameterizedTest
    @EnumSource
    void crossEntropyIsThatOfTheSmoothedTarget(DType dtype) {
        NdArray x = matrix(dtype, LOGITS);
        NdArray weights = Create.of(new double[] {9, 1, 9, 2, 9, 0.5}, Shape.of(3, 2), dtype);
        NdArray second = weights.select(1, 1);
        NdArray same = Create.full("weight", Shape.SCALAR, dtype, 2);
        Indices classes = Indices.of(CLASSES);
        for (NdArray logits : new NdArray[] {x, columnwise(x)}) {
            assertClose(
                    RowOps.crossEntropy(logits, classes, second, SMOOTHING),
                    loss(0, 1),
                    loss(1, 2),
                    loss(2, 0.5));
            assertClose(
                    RowOps.crossEntropy(logits, classes, same, SMOOTHING),
                    loss(0, 2),
                    loss(1, 2),
                    loss(2, 2));
        }
    }

    /// `upstream · weight · (p - target)`.
    @ParameterizedTest
    @EnumSource
    void itsGradientIsProbabilityMinusTarget(DType dtype) {
        double[] weight = {1, 2, 0.5};
        double[] upstream = {3, -1, 10};
        double[] expected = new double[12];
        for (int i = 0; i < 12; i++) {
            int row = i / 4;
            double p = softmax(LOGITS[row])[i % 4];
            expected[i] = upstream[row] * weight[row] * (p - target(row, i % 4));
        }
        NdArray x = matrix(dtype, LOGITS);
        NdArray w = Create.of(weight, Shape.of(3), dtype);
        NdArray g = Create.of(upstream, Shape.of(3), dtype);
        NdArray apart = columnwise(matrix(dtype, upstream, weight)).select(0, 0);
        for (NdArray logits : new NdArray[] {x, columnwise(x)}) {
            for (NdArray reached : new NdArray[] {g, apart}) {
                NdArray gradient =
                        RowOps.crossEntropyGrad(logits, Indices.of(CLASSES), w, SMOOTHING, reached);
                assertThat(gradient.shape()).isEqualTo(Shape.of(3, 4));
                assertClose(gradient, expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void addsARowToEveryRow(DType dtype) {
        NdArray y = matrix(dtype, new double[][] {{1, 2}, {3, 4}, {5, 6}});
        RowOps.addRow(
                y, Create.of(new double[] {10, 0, 20, 0}, Shape.of(2, 2), dtype).select(1, 0));
        assertThat(y.toArray()).containsExactly(11, 22, 13, 24, 15, 26);
    }

    /// Mean 0 and variance 1, but for `eps`.
    @ParameterizedTest
    @EnumSource
    void normalizesEachRow(DType dtype) {
        // Means 2 and 10, variances 1 and 4.
        NdArray x = matrix(dtype, new double[][] {{1, 3, 1, 3}, {8, 8, 12, 12}});
        double narrow = 1 / Math.sqrt(1.25);
        double wide = 2 / Math.sqrt(4.25);
        for (NdArray rows : new NdArray[] {x, columnwise(x)}) {
            assertClose(
                    RowOps.normalize(rows, 0.25),
                    -narrow,
                    narrow,
                    -narrow,
                    narrow,
                    -wide,
                    -wide,
                    wide,
                    wide);
        }
        scope.close();
        assertClose(RowOps.normalize(matrix(dtype, new double[][] {{-1, 1}}), 0), -1, 1); // managed
        scope = Scope.open("test");
    }
}
