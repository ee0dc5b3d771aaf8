package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Function;

/// Making tensors, reading them out, changing them, and what their methods mean.
class TensorTest {
    private Scope scope = Scope.open("unused");

    TensorTest() {
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

    private static Tensor matrix() {
        return Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    }

    // ---- creation

    @Test
    void fromNumbers() {
        assertThat(Tensor.of(1, 2, 3).toArray()).containsExactly(1, 2, 3);
        assertThat(Tensor.of(1, 2, 3).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(matrix().shape()).isEqualTo(Shape.of(2, 3));
        assertThat(Tensor.of(new double[0][0]).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(Tensor.scalar(2.5).item()).isEqualTo(2.5);
        assertThat(Tensor.scalar(2.5).shape()).isEqualTo(Shape.SCALAR);
        assertThat(Tensor.from(new double[] {1, 2, 3, 4}, 2, 2).get(1, 0)).isEqualTo(3);
        Tensor floats = Tensor.from(new float[] {0.1f, 2}, 2);
        assertThat(floats.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(floats.get(0)).isEqualTo(0.1f);
        assertThatThrownBy(() -> Tensor.of(new double[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of: row 1 has 1 numbers, row 0 has 2");
        assertThatThrownBy(() -> Tensor.from(new float[3], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of: shape [2, 2] takes 4 values, not 3");
    }

    @Test
    void constantsAndSequences() {
        assertThat(Tensor.zeros(2, 2).toArray()).containsExactly(0, 0, 0, 0);
        assertThat(Tensor.zeros(DType.FLOAT32, 2).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.ones(2).toArray()).containsExactly(1, 1);
        assertThat(Tensor.ones(DType.FLOAT32, 2).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.full(7, 2).toArray()).containsExactly(7, 7);
        assertThat(Tensor.full(DType.FLOAT32, 0.1, 1).get(0)).isEqualTo(0.1f);
        assertThat(Tensor.arange(3).toArray()).containsExactly(0, 1, 2);
        assertThat(Tensor.arange(1, 2, 0.25).toArray()).containsExactly(1, 1.25, 1.5, 1.75);
        assertThat(Tensor.arange(2, 0, -1).toArray()).containsExactly(2, 1);
        assertThat(Tensor.arange(0).toArray()).isEmpty();
        assertThat(Tensor.linspace(0, 1, 5).toArray()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(Tensor.linspace(3, 4, 1).toArray()).containsExactly(3);
        assertThat(Tensor.eye(2).toArray()).containsExactly(1, 0, 0, 1);
        for (double step : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> Tensor.arange(0, 2, step))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("arange: steps of " + step + " don't lead from 0.0 to 2.0");
        }
        assertThatThrownBy(() -> Tensor.linspace(0, 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomNumbersComeFromTheirGeneratorOnly() {
        assertThat(Tensor.rand(Rng.seed(1), 5).toArray())
                .isEqualTo(Tensor.rand(Rng.seed(1), 5).toArray())
                .isNotEqualTo(Tensor.rand(Rng.seed(2), 5).toArray());
        assertThat(Tensor.uniform(Rng.seed(1), 3, 4, 100).amin().item()).isBetween(3.0, 3.2);
        assertThat(Tensor.uniform(DType.FLOAT32, Rng.seed(1), 3, 4, 2).dtype())
                .isEqualTo(DType.FLOAT32);
        Tensor normal = Tensor.randn(Rng.seed(1), 100, 100);
        assertThat(normal.mean().item()).isCloseTo(0, within(0.05));
        assertThat(normal.std().item()).isCloseTo(1, within(0.05));
        assertThat(Tensor.randn(DType.FLOAT32, Rng.seed(1), 2).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void overASegmentOfTheUsers() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(32, 8);
            Tensor x = Tensor.wrap(segment, DType.FLOAT64, 2, 2);
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 3, 9);
            assertThat(x.get(1, 1)).isEqualTo(9);
            x.mulInPlace(2);
            assertThat(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 3)).isEqualTo(18);
            x.requireGrad();
            x.square().sum().backward();
            assertThat(x.grad().get(1, 1)).isEqualTo(36);
            assertThat(x.segment()).isSameAs(segment);
        }
    }

    // ---- reading and writing

    @Test
    void readsOut() {
        Tensor x = matrix();
        assertThat(x.get(1, 2)).isEqualTo(6);
        assertThat(x.get(-1, -1)).isEqualTo(6);
        assertThat(x.transpose(0, 1).toArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(x.select(0, 1).select(0, 0).item()).isEqualTo(4);
        assertThat(x.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 5)).isEqualTo(6);
        assertThatThrownBy(x::item)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("item: tensor [2, 3] FLOAT64 has 6 elements");
        assertThatThrownBy(() -> x.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void writesInPlace() {
        Tensor x = matrix();
        x.set(-1, 0, 0);
        assertThat(x.addInPlace(Tensor.of(1, 1, 1))).isSameAs(x);
        assertThat(x.toArray()).containsExactly(0, 3, 4, 5, 6, 7);
        assertThat(x.subInPlace(Tensor.of(1, 1, 1)).mulInPlace(Tensor.of(2, 0, 1)).toArray())
                .containsExactly(-2, 0, 3, 8, 0, 6);
        assertThat(x.mulInPlace(0.5).get(1, 0)).isEqualTo(4);
        assertThat(x.copyFrom(Tensor.of(7, 8, 9)).toArray()).containsExactly(7, 8, 9, 7, 8, 9);
        assertThat(x.fill(1).sum().item()).isEqualTo(6);
        assertThatThrownBy(() -> x.addInPlace(Tensor.ones(4, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is too large to be broadcast to tensor [2, 3] FLOAT64");
        assertThatThrownBy(() -> x.copyFrom(Tensor.ones(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsItself() {
        assertThat(matrix()).hasToString("[[1., 2., 3.],\n [4., 5., 6.]]");
        assertThat(Tensor.ones(DType.FLOAT32, 2)).hasToString("[1., 1.] FLOAT32");
        assertThat(Tensor.of(1).named("w").name()).isEqualTo("w");
        assertThat(Tensor.of(1).name()).isNull();
    }

    // ---- what methods mean beyond one operation

    @Test
    void arithmeticWithNumbers() {
        Tensor x = Tensor.of(1, 2);
        assertThat(x.sub(3).toArray()).containsExactly(-2, -1);
        assertThat(x.add(3).toArray()).containsExactly(4, 5);
        assertThat(x.div(4).toArray()).containsExactly(0.25, 0.5);
        assertThat(Tensor.of(-2, 0, Double.NaN).sign().toArray())
                .containsExactly(-1, 0, Double.NaN);
        assertThatThrownBy(() -> x.clamp(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "the bounds 2.0 and 1.0 of tensor [2] FLOAT64 are the wrong way");
    }

    @Test
    void comparisons() {
        Tensor a = Tensor.of(1, 2, 3);
        Tensor b = Tensor.of(2, 2, 2);
        assertThat(a.eq(b).toArray()).containsExactly(0, 1, 0);
        assertThat(a.ne(b).toArray()).containsExactly(1, 0, 1);
        assertThat(a.lt(b).toArray()).containsExactly(1, 0, 0);
        assertThat(a.le(b).toArray()).containsExactly(1, 1, 0);
        assertThat(a.gt(b).toArray()).containsExactly(0, 0, 1);
        assertThat(a.ge(b).toArray()).containsExactly(0, 1, 1);
        assertThat(a.eq(2).toArray()).containsExactly(0, 1, 0);
        assertThat(a.lt(2).toArray()).containsExactly(1, 0, 0);
        assertThat(a.le(2).toArray()).containsExactly(1, 1, 0);
        assertThat(a.gt(2).toArray()).containsExactly(0, 0, 1);
        assertThat(a.ge(2).toArray()).containsExactly(0, 1, 1);
        assertThat(a.requireGrad().gt(2).requiresGrad()).as("flat").isFalse();
        assertThat(Tensor.of(Double.NaN).eq(Double.NaN).item()).isZero();
    }

    @Test
    void slices() {
        Tensor x = Tensor.arange(10);
        assertThat(x.slice(0, 2, 5).toArray()).containsExactly(2, 3, 4);
        assertThat(x.slice(0, -3, -1).toArray()).containsExactly(7, 8);
        assertThat(x.slice(0, 1, 8, 3).toArray()).containsExactly(1, 4, 7);
        assertThat(x.slice(0, 5, 5).toArray()).isEmpty();
        assertThat(x.slice(0, 5, 2).toArray()).isEmpty();
        assertThat(x.narrow(0, 8, 2).toArray()).containsExactly(8, 9);
        assertThat(x.flip(0).select(0, 0).item()).isEqualTo(9);
        assertThat(x.flip().toArray()).as("nothing to turn").startsWith(0, 1);
        assertThatThrownBy(() -> x.slice(0, 0, 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slice: a step of 0 is not positive: flip(dim) turns round");
    }

    @Test
    void gradientsOfWhatWasSelectedGoBackToItsPlace() {
        for (int index : new int[] {0, 2, -1, -3}) {
            Tensor x = matrix().requireGrad();
            x.select(1, index).backward(Tensor.of(5, 7));
            Tensor expected = Tensor.zeros(2, 3);
            expected.set(5, 0, index);
            expected.set(7, 1, index);
            assertThat(x.grad().toArray()).as("at %s", index).isEqualTo(expected.toArray());
        }
    }

    @Test
    void shapes() {
        Tensor x = Tensor.arange(24).reshape(2, 3, 4);
        assertThat(x.flatten(1).shape()).isEqualTo(Shape.of(2, 12));
        assertThat(x.flatten(-1).shape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(x.flatten(0).shape()).isEqualTo(Shape.of(24));
        assertThat(x.contiguous()).isSameAs(x);
        assertThat(x.transpose(0, 2).contiguous().array().isContiguous()).isTrue();
        assertThat(x.to(DType.FLOAT64)).isSameAs(x);
        assertThat(x.copy().array().buffer()).isNotSameAs(x.array().buffer());
        Tensor half = x.requireGrad().to(DType.FLOAT32);
        half.sum().backward();
        assertThat(x.grad().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(x.grad().toArray()).containsOnly(1);
    }

    @Test
    void reductionsOfNothingAndOfOne() {
        assertThat(Tensor.zeros(0).sum().item()).isZero();
        assertThat(Tensor.zeros(0).prod().item()).isEqualTo(1);
        assertThat(Tensor.zeros(0).mean().item()).isNaN();
        assertThat(Tensor.zeros(2, 0).sum(1).toArray()).containsExactly(0, 0);
        assertThat(Tensor.of(3).var().item()).as("a sample of one").isNaN();
        assertThat(Tensor.of(3).var(0, false).item()).isZero();
        assertThat(Tensor.zeros(2, 0).mean(0).toArray()).isEmpty();
        assertThatThrownBy(() -> Tensor.zeros(0).amax())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("amax: zeros [0] FLOAT64 has no elements");
    }

    @Test
    void defaultsOfReductions() {
        Tensor x = matrix();
        assertThat(x.sum(0).toArray()).containsExactly(5, 7, 9);
        assertThat(x.mean(1).toArray()).containsExactly(2, 5);
        assertThat(x.amax(0).toArray()).containsExactly(4, 5, 6);
        assertThat(x.amin(1).toArray()).containsExactly(1, 4);
        assertThat(x.var(1).toArray()).containsExactly(1, 1);
        assertThat(x.std(1).toArray()).containsExactly(1, 1);
        assertThat(x.std(0, true, 0).shape()).isEqualTo(Shape.of(1, 3));
        assertThat(x.prod(1).toArray()).containsExactly(6, 120);
        assertThat(x.argmax(1)).isEqualTo(Indices.of(2, 2));
    }

    @Test
    void products() {
        assertThat(matrix().matmul(Tensor.of(1, 0, -1)).toArray()).containsExactly(-2, -2);
        assertThat(Tensor.of(1, 1).matmul(matrix()).toArray()).containsExactly(5, 7, 9);
        assertThat(Tensor.of(1, 2).matmul(Tensor.of(3, 4)).item()).isEqualTo(11);
        assertThatThrownBy(() -> Tensor.of(1, 2).matmul(Tensor.of(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "matmul: tensor [2] FLOAT64 and tensor [3] FLOAT64 don't fit: the inner"
                                + " sizes 2 and 3 differ");
        assertThatThrownBy(() -> matrix().named("w").matmul(Tensor.of(1, 2)))
                .hasMessage(
                        "matmul: 'w' [2, 3] FLOAT64 and tensor [2] FLOAT64 don't fit: the inner"
                                + " sizes 3 and 2 differ");
        assertThatThrownBy(() -> Tensor.of(1).matmul(Tensor.scalar(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a scalar has no rows");
        assertThatThrownBy(() -> Tensor.scalar(1).matmul(Tensor.of(1)))
                .hasMessageContaining("a scalar has no rows");
    }

    @Test
    void joiningAndPicking() {
        Tensor x = Tensor.of(1, 2);
        assertThat(Tensor.cat(0, x, x).toArray()).containsExactly(1, 2, 1, 2);
        assertThat(Tensor.stack(1, x, x).toArray()).containsExactly(1, 1, 2, 2);
        assertThat(Tensor.stack(-1, x, x).shape()).isEqualTo(Shape.of(2, 2));
        assertThat(x.indexSelect(0, 1, 1, 0).toArray()).containsExactly(2, 2, 1);
        assertThat(matrix().indexSelect(1, Indices.of(Shape.of(1, 2), 0, 2)).shape())
                .isEqualTo(Shape.of(2, 1, 2));
        assertThat(x.pad(1, 2).toArray()).containsExactly(0, 1, 2, 0, 0);
        assertThatThrownBy(() -> Tensor.cat(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.stack(0, x, Tensor.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cat: ");
    }

    @Test
    void fusedOperationsSayWhatDoesNotFit() {
        Tensor w = Tensor.ones(4, 3);
        assertThatThrownBy(() -> Fused.linear(Tensor.ones(2, 2), w, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "linear: ones [2, 2] FLOAT64 and weight ones [4, 3] FLOAT64");
        assertThatThrownBy(() -> Fused.linear(Tensor.ones(2, 3), w, Tensor.ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("linear: bias ones [3] FLOAT64 and weight");
        assertThatThrownBy(() -> Fused.dropout(w, 1.5, Rng.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout: the probability 1.5 is not between 0 and 1");
        Tensor x = Tensor.ones(100, 100).requireGrad();
        Tensor dropped = Fused.dropout(x, 0.25, Rng.seed(1));
        assertThat(dropped.eq(0).mean().item()).isCloseTo(0.25, within(0.02));
        assertThat(dropped.mean().item()).isCloseTo(1, within(0.02));
        Tensor zeros = dropped.eq(0).retain();
        dropped.sum().backward();
        assertThat(x.grad().eq(0).toArray()).isEqualTo(zeros.toArray());
        try (var _ = Autograd.noGrad()) {
            assertThat(Fused.dropout(x, 1, Rng.seed(1)).sum().item()).isZero();
        }
    }

    /// Each of these PyTorch refuses too.
    static List<Function<Tensor, Object>> notOfAScalar() {
        return List.of(
                x -> x.sum(1),
                x -> x.sum(-2),
                x -> x.sum(0, -1),
                x -> x.amax(0, 0),
                x -> x.var(1),
                x -> x.prod(1),
                x -> x.logsumexp(-2),
                x -> x.softmax(1),
                x -> x.logSoftmax(1),
                x -> x.cumsum(1),
                x -> x.argmax(1),
                x -> x.squeeze(1),
                x -> x.flip(1),
                x -> x.flip(0, -1),
                x -> x.transpose(0, 1),
                x -> x.flatten(1),
                x -> x.permute(0),
                x -> x.unsqueeze(1),
                x -> x.select(0, 0),
                x -> x.slice(0, 0, 1),
                x -> x.narrow(0, 0, 1),
                x -> Tensor.cat(0, x, x),
                x -> x.pad(1, 1),
                x -> x.indexSelect(0, 0, 0),
                x -> x.indexSelect(1, 0),
                x -> x.gather(1, Indices.of(0)),
                x -> x.gather(0, Indices.of(1)),
                x -> x.shape().size(0));
    }

    @ParameterizedTest
    @MethodSource("notOfAScalar")
    void aScalarHasNoOtherDimensionsThanAVectorOfOne(Function<Tensor, Object> operation) {
        Tensor scalar = Tensor.scalar(2);
        assertThatThrownBy(() -> operation.apply(scalar))
                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }

    @Test
    void refusesWhatNoBoundsCanMend() {
        Tensor x = Tensor.arange(5);
        assertThatThrownBy(() -> x.slice(0, 0, 2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> x.narrow(0, -6, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.narrow(0, 6, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.narrow(0, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.flip(0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension -1 of shape [5] is named twice in [0, -1]");
        assertThatThrownBy(() -> x.expand(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> x.expand(-2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> x.pad(-3, -3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "pad: dimension -1 of arange [5] FLOAT64 is too short to cut off 3 and 3");
        assertThatThrownBy(() -> x.pad(Integer.MIN_VALUE, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.zeros(3, 0, 0).amax(1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.zeros(0).cumsum(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    // ---- rounding and overflow at the edges

    @Test
    void linspaceEndsAtItsEnd() {
        assertThat(Tensor.linspace(0, 1, 50).get(-1)).isEqualTo(1);
        assertThat(Tensor.linspace(0, 1, 1).toArray()).containsExactly(0);
        assertThat(Tensor.linspace(1, 3, 5).toArray()).containsExactly(1, 1.5, 2, 2.5, 3);
    }

    @Test
    void arangeIsAsLongAsASizeCanBe() {
        int longest = Integer.MAX_VALUE;
        // A dry run: in memory it would take 16 GiB.
        Scope.dryRun(
                () ->
                        assertThat(Tensor.arange(0, longest, 1).shape())
                                .isEqualTo(Shape.of(longest)));
        assertThatThrownBy(() -> Tensor.arange(0, longest + 1.0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStepMayBeLargerThanTheRest() {
        assertThat(Tensor.of(1, 2, 3).slice(0, 0, 3, Integer.MAX_VALUE).toArray())
                .containsExactly(1);
    }

    @Test
    void aShapeWithoutElementsMayBeAsLargeAsItLikes() {
        assertThat(Tensor.zeros(1 << 30, 1 << 30, 8, 0).shape().elements()).isZero();
        assertThatThrownBy(() -> Tensor.zeros(1 << 30, 1 << 30, 8))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "shape [1073741824, 1073741824, 8] has more elements than memory has"
                                + " addresses");
    }

    @Test
    void twoWindowsOnOneSegmentMayOverlap() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(9 * 8, 8);
            Tensor low = Tensor.wrap(segment, DType.FLOAT64, 8);
            Tensor high = Tensor.wrap(segment.asSlice(8), DType.FLOAT64, 8);
            low.fill(1);
            high.set(1, 7);
            high.addInPlace(low);
            assertThat(high.toArray()).containsOnly(2);
        }
    }
}
