package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where an operation needs a copy of a view, the copy ends with it: in the scope stands what was
/// there before, and the result.
@Tag("backend")
class TemporariesTest {
    private static final Shape SQUARE = Shape.of(3, 3);

    private static NdArray ones(int... shape) {
        return Create.full("ones", Shape.of(shape), DType.FLOAT64, 1);
    }

    /// Every second column, backwards: no kernel for rows or products takes it as it is.
    private static NdArray strided() {
        return ones(3, 6).slice(1, 5, 3, -2);
    }

    private static Map<String, Supplier<NdArray>> operations() {
        NdArray x = strided();
        NdArray weight = ones(3);
        Indices three = Indices.of(0, 1, 2);
        Indices square = Indices.of(SQUARE, 0, 1, 2, 0, 1, 2, 0, 1, 2);
        Map<String, Supplier<NdArray>> all = new LinkedHashMap<>();
        all.put("softmax", () -> RowOps.softmax(x, 1));
        all.put("softmax of columns", () -> RowOps.softmax(x, 0));
        all.put("log softmax", () -> RowOps.logSoftmax(x, 1));
        all.put("log sum exp", () -> RowOps.logSumExp(x, 1, false));
        all.put("cross-entropy", () -> RowOps.crossEntropy(x, three, weight, 0));
        all.put("its gradient", () -> RowOps.crossEntropyGrad(x, three, weight, 0, weight));
        all.put("normalize", () -> RowOps.normalize(x, 1));
        all.put("product", () -> MatMuls.matmul(x, strided().transpose(0, 1)));
        all.put("batched product", () -> MatMuls.matmul(x.unsqueeze(0), x.unsqueeze(0)));
        all.put("index add", () -> Indexing.indexAdd(x, 0, three, SQUARE));
        Indices pairs = Indices.of(Shape.of(3, 3), 0, 1, 2, 2, 1, 0, 0, 0, 0);
        NdArray turned = ones(3, 3, 3).transpose(0, 1);
        all.put("embedding", () -> Indexing.indexAdd(turned, 0, pairs, SQUARE));
        all.put("scatter add", () -> Indexing.scatterAdd(x, 1, square, SQUARE));
        all.put("gather", () -> Indexing.gather(x, 1, square));
        all.put("sum of rows", () -> Reduce.reduce("sum", Reduction.SUM, ones(1000, 2), false, 0));
        all.put("mean", () -> Reduce.mean("mean", x, false, 0));
        all.put("variance", () -> Variance.of("var", x, 3, false, 1));
        return all;
    }

    @Test
    void endWithTheOperation() {
        try (var scope = Scope.open("test")) {
            operations()
                    .forEach(
                            (name, operation) -> {
                                List<BufferInfo> before = scope.buffers();
                                Buffer result = operation.get().buffer();
                                List<BufferInfo> left = new ArrayList<>(scope.buffers());
                                left.removeAll(before);
                                // Operands that the operation itself made are no temporaries.
                                left.removeIf(buffer -> buffer.operation().equals("ones"));
                                assertThat(left).as(name).containsExactly(result);
                                assertThat(Scope.current()).isEqualTo(Optional.of(scope));
                            });
        }
    }

    /// BLAS takes rows at equal distance, and their transpose.
    @Test
    void productsReadMatricesWhereTheyLie() {
        try (var scope = Scope.open("test")) {
            NdArray whole = ones(3, 3);
            NdArray part = ones(5, 5).slice(0, 1, 3, 1).slice(1, 2, 3, 1);
            NdArray row = ones(1, 6).slice(1, 0, 3, 1);
            NdArray column = ones(3, 6).slice(1, 2, 1, 1);
            long before = scope.buffers().size();
            MatMuls.matmul(whole, part);
            MatMuls.matmul(part.transpose(0, 1), whole.transpose(0, 1));
            MatMuls.matmul(row, whole);
            MatMuls.matmul(whole, row.transpose(0, 1));
            MatMuls.matmul(column, row);
            MatMuls.matmul(column.transpose(0, 1), part);
            assertThat(scope.buffers()).hasSize((int) before + 6);
            long made = Ledger.current().made();
            MatMuls.matmul(whole, part.transpose(0, 1));
            assertThat(Ledger.current().made()).as("the result alone").isEqualTo(made + 1);
            MatMuls.matmul(strided(), whole);
            assertThat(Ledger.current().made()).as("its operand, a copy").isEqualTo(made + 4);
        }
    }

    @Test
    void alsoWhereNothingNewIsMade() {
        try (var scope = Scope.open("test")) {
            NdArray y = ones(3, 3);
            NdArray c = ones(3, 3);
            NdArray x = strided();
            NdArray row = x.select(0, 0);
            List<BufferInfo> before = scope.buffers();
            RowOps.addRow(y, row);
            MatMuls.matmulInto(x, x, true, c);
            Pointwise.binaryInPlace("add", Binary.ADD, y, y.flip(0));
            Pointwise.unaryInPlace(Unary.NEG, y.flip(0));
            y.copyFrom(y.flip(1));
            assertThat(scope.buffers()).isEqualTo(before);
            assertThat(y.toArray()).as("-(2 + 2)").containsOnly(-4);
            assertThat(c.toArray()).as("1 + 3").containsOnly(4);
        }
    }
}
