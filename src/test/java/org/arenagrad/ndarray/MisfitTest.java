package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Where arrays do not fit, the message names the operation, both of them, and what is wrong.
class MisfitTest {
    private static NdArray zeros(int... shape) {
        return Create.full("zeros", Shape.of(shape), DType.FLOAT64, 0);
    }

    private static NdArray single(int... shape) {
        return Create.full("single", Shape.of(shape), DType.FLOAT32, 0);
    }

    private static void assertMisfit(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void elementwise() {
        assertMisfit(
                () -> Pointwise.binary("add", Binary.ADD, zeros(2, 3), zeros(2)),
                "add: zeros [2, 3] FLOAT64 and zeros [2] FLOAT64: shapes [2, 3] and [2] don't"
                        + " broadcast: counted from the end, dimension -1 has sizes 3 and 2; they"
                        + " must be equal, or one of them 1");
        assertMisfit(
                () ->
                        Pointwise.binary(
                                "add",
                                Binary.ADD,
                                zeros(2),
                                Create.full("ones", Shape.of(2), DType.FLOAT32, 1)),
                "add: zeros [2] FLOAT64 and ones [2] FLOAT32 differ in type: convert one with"
                        + " to(DType)");
    }

    /// A kernel for one type reads memory of the other as something else.
    @Test
    void types() {
        NdArray p = zeros(2, 2);
        List<ThrowingCallable> mixed =
                List.of(
                        () -> Pointwise.where(p, p, single(2, 2)),
                        () -> Pointwise.where(single(2, 2), p, p),
                        () -> Pointwise.binaryInPlace("add", Binary.ADD, p, single(2, 2)),
                        () -> MatMuls.matmul(p, single(2, 2)),
                        () -> RowOps.addRow(p, single(2)),
                        () -> RowOps.crossEntropy(p, Indices.of(0, 1), single(), 0),
                        () -> Indexing.cat(0, List.of(p, single(2, 2))),
                        () -> OptimizerOps.sgd(p, single(2, 2), null, false, 1, 0, 0, 0, false),
                        () -> OptimizerOps.adagrad(p, single(2, 2), zeros(2, 2), 1, 0, 0));
        for (ThrowingCallable call : mixed) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("FLOAT64", "FLOAT32", " differ in type: ")
                    .hasMessageEndingWith("convert one with to(DType)");
        }
    }

    @Test
    void conditions() {
        assertMisfit(
                () -> Pointwise.where(zeros(4), zeros(2, 3), zeros(3)),
                "where: zeros [4] FLOAT64 and zeros [2, 3] FLOAT64: shapes [4] and [2, 3] don't"
                        + " broadcast: counted from the end, dimension -1 has sizes 4 and 3; they"
                        + " must be equal, or one of them 1");
    }

    @Test
    void inPlace() {
        assertMisfit(
                () -> Pointwise.binaryInPlace("addInPlace", Binary.ADD, zeros(3), zeros(2, 3)),
                "addInPlace: zeros [2, 3] FLOAT64 is too large to be broadcast to zeros [3]"
                        + " FLOAT64, which can't change its shape in place");
        assertThatThrownBy(
                        () -> Pointwise.binaryInPlace("addInPlace", Binary.ADD, zeros(3), zeros(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("addInPlace: zeros [3] FLOAT64 and zeros [2] FLOAT64: ");
    }

    @Test
    void products() {
        assertMisfit(
                () -> MatMuls.matmul(zeros(2, 3), zeros(4, 2)),
                "matmul: zeros [2, 3] FLOAT64 and zeros [4, 2] FLOAT64 don't fit: the inner sizes 3"
                        + " and 4 differ");
        assertMisfit(
                () -> MatMuls.matmul(zeros(), zeros(4, 2)),
                "matmul: zeros [] FLOAT64 and zeros [4, 2] FLOAT64: a scalar has no rows, multiply"
                        + " with mul");
        assertMisfit(
                () -> MatMuls.matmul(zeros(2, 2, 3), zeros(5, 3, 2)),
                "matmul: zeros [2, 2, 3] FLOAT64 and zeros [5, 3, 2] FLOAT64: shapes [2] and [5]"
                        + " don't broadcast: counted from the end, dimension -1 has sizes 2 and 5;"
                        + " they must be equal, or one of them 1");
    }

    @Test
    void folding() {
        assertMisfit(
                () -> Reduce.reduce("amax", Reduction.MAX, zeros(0, 2), false, 0),
                "amax: zeros [0, 2] FLOAT64 has no elements there, so there is no largest or"
                        + " smallest");
        assertMisfit(
                () -> Reduce.argmax(zeros(2, 0), 1, false),
                "argmax: dimension 1 of zeros [2, 0] FLOAT64 is empty");
        assertThatThrownBy(() -> Reduce.reduce("sum", Reduction.SUM, zeros(2), false, 1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape [2] has no dimension 1: it has -1 … 0");
        assertThatThrownBy(
                        () ->
                                Reduce.reduce(
                                        "squares", Reduction.SUM_OF_SQUARES, zeros(3, 2), false, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SUM_OF_SQUARES folds whole arrays: see total");
    }

    @Test
    void picking() {
        assertThatThrownBy(() -> Indexing.indexSelect(zeros(2, 3), 1, Indices.of(0, 3)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("indexSelect: index 3 at position 1 is outside 0 … 2");
        assertMisfit(
                () -> Indexing.gather(zeros(2, 3), 1, Indices.of(0, 1)),
                "gather: indices of shape [2] don't fit an array of [2, 3]: all sizes but that of"
                        + " dimension 1 must be the same");
        assertThatThrownBy(() -> Indexing.gather(zeros(2, 3), 1, Indices.of(Shape.of(2, 1), 0, -1)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("gather: index -1 at position 1 is outside 0 … 2");
    }

    @Test
    void joining() {
        assertMisfit(
                () -> Indexing.cat(0, List.of()), "cat: no tensors given, at least one is needed");
        assertMisfit(
                () -> Indexing.cat(0, List.of(zeros(2, 3), zeros(2, 4))),
                "cat: zeros [2, 3] FLOAT64 and zeros [2, 4] FLOAT64 differ in another dimension"
                        + " than 0");
        assertMisfit(
                () -> Indexing.pad(zeros(2), 1),
                "pad: 1 numbers for zeros [2] FLOAT64: give two a dimension (before, after), the"
                        + " last dimension first");
        assertMisfit(
                () -> Indexing.pad(zeros(2), 1, -1),
                "pad: negative padding of zeros [2] FLOAT64: cut with slice");
        assertThatThrownBy(() -> Indexing.pad(zeros(2), Integer.MAX_VALUE, 1))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void classes() {
        NdArray weight = zeros();
        assertMisfit(
                () -> RowOps.crossEntropy(zeros(2, 3), Indices.of(0, 1, 2), weight, 0),
                "crossEntropy: logits zeros [2, 3] FLOAT64 and classes of shape [3] don't fit:"
                        + " logits are [N, C], classes [N]");
        assertMisfit(
                () -> RowOps.crossEntropy(zeros(2, 3), Indices.of(0, 1), zeros(3), 0),
                "crossEntropy: zeros [3] FLOAT64 does not give one weight for each of [2] rows");
        assertThatThrownBy(() -> RowOps.crossEntropy(zeros(2, 3), Indices.of(0, 3), weight, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("crossEntropy: class: index 3 at position 1 is outside 0 … 2");
    }
}
