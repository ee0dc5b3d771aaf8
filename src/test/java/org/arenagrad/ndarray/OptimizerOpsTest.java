package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// One step of each optimizer by hand, and what is refused; many steps are held against PyTorch's
/// in `OptimReferenceTest`.
class OptimizerOpsTest {
    private static final Offset<Double> EXACT = within(1e-15);

    private final NdArray p = ones(DType.FLOAT64, 2, 3);

    private static NdArray ones(DType dtype, int... shape) {
        return Create.full("ones", Shape.of(shape), dtype, 1);
    }

    @Test
    void changesParameterAndStateInPlace() {
        NdArray velocity = ones(DType.FLOAT64, 2, 3);
        int version = p.buffer().version();
        OptimizerOps.sgd(p, ones(DType.FLOAT64, 2, 3), velocity, false, 0.5, 0.5, 0, 0, false);
        assertThat(velocity.toArray()).containsOnly(1.5);
        assertThat(p.toArray()).containsOnly(0.25);
        assertThat(p.buffer().version()).isGreaterThan(version);
        assertThat(velocity.buffer().version()).isPositive();
    }

    // ---- one step by hand: p = 1, g = 2, in the middle of a larger buffer, which stays as it is

    private static final double RATE = 0.1;

    private NdArray row(double value) {
        NdArray row = ones(DType.FLOAT64, 3, 2).slice(0, 1, 1, 1);
        return row.fill(value);
    }

    private static NdArray state(double value) {
        return ones(DType.FLOAT64, 1, 2).fill(value);
    }

    private static void assertAt(NdArray row, double expected) {
        assertThat(row.toArray()).containsExactly(new double[] {expected, expected}, EXACT);
        NdArray all = new NdArray(row.buffer(), DType.FLOAT64, Layout.contiguous(Shape.of(6)));
        assertThat(all.slice(0, 0, 2, 1).toArray()).containsOnly(1);
        assertThat(all.slice(0, 4, 2, 1).toArray()).containsOnly(1);
    }

    @Test
    void gradientDescent() {
        NdArray plain = row(1);
        OptimizerOps.sgd(plain, row(2), null, false, RATE, 0, 0, 0.5, false);
        assertAt(plain, 1 - RATE * (2 + 0.5));
        NdArray started = row(1);
        NdArray velocity = state(7);
        OptimizerOps.sgd(started, row(2), velocity, true, RATE, 0.9, 0.5, 0, false);
        assertThat(velocity.toArray()).as("not dampened at first").containsOnly(2);
        assertAt(started, 1 - RATE * 2);
        NdArray nesterov = row(1);
        OptimizerOps.sgd(nesterov, row(2), velocity.fill(3), false, RATE, 0.9, 0, 0, true);
        assertAt(nesterov, 1 - RATE * (2 + 0.9 * (0.9 * 3 + 2)));
    }

    @Test
    void adam() {
        double mean = 0.9 * 3 + 0.1 * 2;
        double square = 0.99 * 5 + 0.01 * 4;
        NdArray p1 = row(1);
        NdArray m = state(3);
        NdArray v = state(5);
        OptimizerOps.adam(p1, row(2), m, v, null, RATE, 0.9, 0.99, 0.25, 0, false, 0.5, 0.75);
        assertThat(m.toArray()).containsExactly(new double[] {mean, mean}, EXACT);
        assertThat(v.toArray()).containsExactly(new double[] {square, square}, EXACT);
        assertAt(p1, 1 - RATE * mean / 0.5 / (Math.sqrt(square / 0.75) + 0.25));

        NdArray decayed = row(1);
        OptimizerOps.adam(
                decayed, row(2), m.fill(3), v.fill(5), null, RATE, 0.9, 0.99, 0.25, 0.5, true, 0.5,
                0.75);
        assertAt(decayed, 1 - RATE * 0.5 - RATE * mean / 0.5 / (Math.sqrt(square / 0.75) + 0.25));

        NdArray largest = state(50);
        NdArray bounded = row(1);
        OptimizerOps.adam(
                bounded, row(2), m.fill(3), v.fill(5), largest, RATE, 0.9, 0.99, 0.25, 0, false,
                0.5, 0.75);
        assertThat(largest.toArray()).containsOnly(50);
        assertAt(bounded, 1 - RATE * mean / 0.5 / (Math.sqrt(50 / 0.75) + 0.25));
    }

    @Test
    void rootsOfMeanAndOfSummedSquares() {
        NdArray s = state(5);
        NdArray p1 = row(1);
        OptimizerOps.rmsprop(p1, row(2), s, RATE, 0.9, 0.25, 0.5);
        double g = 2 + 0.5;
        double square = 0.9 * 5 + 0.1 * g * g;
        assertThat(s.toArray()).containsExactly(new double[] {square, square}, EXACT);
        assertAt(p1, 1 - RATE * g / (Math.sqrt(square) + 0.25));
        NdArray p2 = row(1);
        OptimizerOps.adagrad(p2, row(2), s.fill(5), RATE, 0.25, 0.5);
        assertThat(s.toArray()).containsOnly(5 + g * g);
        assertAt(p2, 1 - RATE * g / (Math.sqrt(5 + g * g) + 0.25));
    }

    /// A change in place that the graph does not record would silently make gradients wrong.
    @Test
    void everyArrayThatChangesCountsIt() {
        NdArray g = row(2);
        NdArray a = state(1);
        NdArray b = state(1);
        NdArray c = state(1);
        NdArray p1 = row(1);
        int before = p1.buffer().version();
        int states = a.buffer().version();
        OptimizerOps.adam(p1, g, a, b, c, RATE, 0.9, 0.99, 1, 0, false, 1, 1);
        assertThat(p1.buffer().version()).isEqualTo(before + 1);
        for (NdArray changed : new NdArray[] {a, b, c}) {
            assertThat(changed.buffer().version()).isEqualTo(states + 1);
        }
    }

    @Test
    void refusesArraysThatDoNotFit() {
        assertThatThrownBy(() -> OptimizerOps.rmsprop(p, ones(DType.FLOAT64, 6), p, 1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "rmsprop: parameter ones [2, 3] FLOAT64 and ones [6] FLOAT64 differ in"
                                + " shape");
        assertThatThrownBy(() -> OptimizerOps.adagrad(p, p, ones(DType.FLOAT32, 2, 3), 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("adagrad", "FLOAT32", "to(DType)");
        NdArray turned = ones(DType.FLOAT64, 3, 2).transpose(0, 1);
        assertThatThrownBy(
                        () -> OptimizerOps.adam(p, turned, p, p, null, 1, 0, 0, 0, 0, false, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("adam", "not contiguous", "copy()");
        assertThatThrownBy(() -> OptimizerOps.rmsprop(turned, p, p, 1, 0, 0, 0))
                .as("a parameter of another shape")
                .isInstanceOf(IllegalArgumentException.class);
        NdArray column = ones(DType.FLOAT64, 2, 2).select(1, 0);
        NdArray dense = Create.full("dense", Shape.of(2), DType.FLOAT64, 1);
        for (Runnable one :
                new Runnable[] {
                    () -> OptimizerOps.adagrad(column, dense, dense, 1, 0, 0),
                    () -> OptimizerOps.adagrad(dense, column, dense, 1, 0, 0)
                }) {
            assertThatThrownBy(one::run)
                    .as("the one that has gaps is named")
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("adagrad: ones [2] FLOAT64 is not contiguous");
        }
        assertThat(p.toArray()).containsOnly(1);
    }

    @Test
    void stateMayBeAPartOfABuffer() {
        NdArray all = ones(DType.FLOAT64, 4, 3);
        OptimizerOps.sgd(p, p.copy("gradient"), all.slice(0, 1, 2, 1), false, 1, 0.5, 0, 0, false);
        // v = 0.5·1 + 1, p = 1 - v.
        assertThat(all.toArray()).containsExactly(1, 1, 1, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1, 1, 1);
        assertThat(p.toArray()).containsOnly(-0.5);
    }
}
