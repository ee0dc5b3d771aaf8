package org.arenagrad.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.backend.ElementType;
import org.arenagrad.kernel.backend.Samples;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.BinaryFloat32;
import org.arenagrad.kernel.op.BinaryFloat64;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.ReductionFloat32;
import org.arenagrad.kernel.op.ReductionFloat64;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.TernaryFloat32;
import org.arenagrad.kernel.op.TernaryFloat64;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.kernel.op.UnaryFloat32;
import org.arenagrad.kernel.op.UnaryFloat64;
import org.arenagrad.kernel.op.VectorBinaryFloat32;
import org.arenagrad.kernel.op.VectorBinaryFloat64;
import org.arenagrad.kernel.op.VectorReductionFloat32;
import org.arenagrad.kernel.op.VectorReductionFloat64;
import org.arenagrad.kernel.op.VectorTernaryFloat32;
import org.arenagrad.kernel.op.VectorTernaryFloat64;
import org.arenagrad.kernel.op.VectorUnaryFloat32;
import org.arenagrad.kernel.op.VectorUnaryFloat64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.function.BiConsumer;

/// Each operation that has a formula for vectors has a copy of the loop over vectors for itself,
/// which does what the loop itself does; the others have their loop over single elements.
class VectorCopiesTest {
    private static final int N = 50;

    /// @param loop the loop itself, null if the operation has no formula for vectors
    private static <L> void check(
            ElementType type,
            Enum<?> op,
            L copy,
            L scalar,
            @Nullable L loop,
            BiConsumer<L, Span> call) {
        if (loop == null) {
            assertThat(copy).as("%s has no vectors", op).isSameAs(scalar);
            return;
        }
        assertThat(copy.getClass().isHidden()).isTrue();
        assertThat(copy.getClass()).isNotEqualTo(scalar.getClass());
        try (Arena arena = Arena.ofConfined()) {
            Span actual = Span.of(type.segment(arena, new double[N]), 0);
            Span expected = Span.of(type.segment(arena, new double[N]), 0);
            call.accept(copy, actual);
            call.accept(Objects.requireNonNull(loop), expected);
            assertThat(type.values(actual.segment()))
                    .as(op.name())
                    .isEqualTo(type.values(expected.segment()));
        }
    }

    private static Span operand(ElementType type, Arena arena, int seed) {
        return Span.of(type.segment(arena, Samples.wild(N, seed)), 0);
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        for (ElementType type : ElementType.values()) {
            boolean wide = type == ElementType.FLOAT64;
            try (Arena arena = Arena.ofConfined()) {
                Span a = operand(type, arena, 1);
                check(
                        type,
                        op,
                        wide ? LoopsFloat64.UNARY.vector(op) : LoopsFloat32.UNARY.vector(op),
                        wide ? LoopsFloat64.UNARY.scalar(op) : LoopsFloat32.UNARY.scalar(op),
                        wide ? unary64(op) : unary32(op),
                        (loop, y) -> loop.run(a, y, N));
            }
        }
    }

    private static @Nullable UnaryLoop unary64(Unary op) {
        return UnaryFloat64.of(op) instanceof VectorUnaryFloat64 formula
                ? new VectorUnaryLoopFloat64(formula)
                : null;
    }

    private static @Nullable UnaryLoop unary32(Unary op) {
        return UnaryFloat32.of(op) instanceof VectorUnaryFloat32 formula
                ? new VectorUnaryLoopFloat32(formula)
                : null;
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        for (ElementType type : ElementType.values()) {
            boolean wide = type == ElementType.FLOAT64;
            try (Arena arena = Arena.ofConfined()) {
                Span a = operand(type, arena, 1);
                Span b = operand(type, arena, 2);
                for (CopiesTest.BinaryCall call : CopiesTest.binaryCalls()) {
                    check(
                            type,
                            op,
                            wide ? LoopsFloat64.BINARY.vector(op) : LoopsFloat32.BINARY.vector(op),
                            wide ? LoopsFloat64.BINARY.scalar(op) : LoopsFloat32.BINARY.scalar(op),
                            wide ? binary64(op) : binary32(op),
                            (loop, y) -> call.on(loop, a, b, y));
                }
            }
        }
    }

    private static @Nullable BinaryLoop binary64(Binary op) {
        return BinaryFloat64.of(op) instanceof VectorBinaryFloat64 formula
                ? new VectorBinaryLoopFloat64(formula)
                : null;
    }

    private static @Nullable BinaryLoop binary32(Binary op) {
        return BinaryFloat32.of(op) instanceof VectorBinaryFloat32 formula
                ? new VectorBinaryLoopFloat32(formula)
                : null;
    }

    @ParameterizedTest
    @EnumSource(Ternary.class)
    void ternary(Ternary op) {
        for (ElementType type : ElementType.values()) {
            boolean wide = type == ElementType.FLOAT64;
            try (Arena arena = Arena.ofConfined()) {
                Span a = operand(type, arena, 1);
                Span b = operand(type, arena, 2);
                for (CopiesTest.TernaryCall call : CopiesTest.ternaryCalls()) {
                    check(
                            type,
                            op,
                            wide
                                    ? LoopsFloat64.TERNARY.vector(op)
                                    : LoopsFloat32.TERNARY.vector(op),
                            wide
                                    ? LoopsFloat64.TERNARY.scalar(op)
                                    : LoopsFloat32.TERNARY.scalar(op),
                            wide ? ternary64(op) : ternary32(op),
                            (loop, y) -> call.on(loop, a, b, y));
                }
            }
        }
    }

    private static @Nullable TernaryLoop ternary64(Ternary op) {
        return TernaryFloat64.of(op) instanceof VectorTernaryFloat64 formula
                ? new VectorTernaryLoopFloat64(formula)
                : null;
    }

    private static @Nullable TernaryLoop ternary32(Ternary op) {
        return TernaryFloat32.of(op) instanceof VectorTernaryFloat32 formula
                ? new VectorTernaryLoopFloat32(formula)
                : null;
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void folds(Reduction op) {
        for (ElementType type : ElementType.values()) {
            boolean wide = type == ElementType.FLOAT64;
            try (Arena arena = Arena.ofConfined()) {
                Span a = operand(type, arena, 1);
                check(
                        type,
                        op,
                        wide ? LoopsFloat64.FOLD.vector(op) : LoopsFloat32.FOLD.vector(op),
                        wide ? LoopsFloat64.FOLD.scalar(op) : LoopsFloat32.FOLD.scalar(op),
                        wide ? fold64(op) : fold32(op),
                        (loop, y) -> type.set(y.segment(), 0, loop.run(a, N, op.neutral())));
            }
        }
    }

    private static @Nullable FoldLoop fold64(Reduction op) {
        return ReductionFloat64.of(op) instanceof VectorReductionFloat64 formula
                ? new VectorFoldLoopFloat64(formula)
                : null;
    }

    private static @Nullable FoldLoop fold32(Reduction op) {
        return ReductionFloat32.of(op) instanceof VectorReductionFloat32 formula
                ? new VectorFoldLoopFloat32(formula)
                : null;
    }
}
