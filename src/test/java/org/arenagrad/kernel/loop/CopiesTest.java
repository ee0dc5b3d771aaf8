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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Each operation has a copy of the loop over single elements for itself, which does what the loop
/// itself does. ([VectorCopiesTest]: the same of loops over vectors.)
@Tag("backend")
class CopiesTest {
    private static final int N = 50;

    private Span a = Span.of(Arena.ofAuto().allocate(8), 0);
    private Span b = a;

    private void operands(ElementType type, Arena arena) {
        a = Span.of(type.segment(arena, Samples.wild(N, 1)), 0);
        b = Span.of(type.segment(arena, Samples.wild(N, 2)), 0);
    }

    private static void assertSame(
            ElementType type, Arena arena, String what, Consumer<Span> copy, Consumer<Span> loop) {
        Span actual = Span.of(type.segment(arena, new double[N]), 0);
        Span expected = Span.of(type.segment(arena, new double[N]), 0);
        copy.accept(actual);
        loop.accept(expected);
        assertThat(type.values(actual.segment()))
                .as(what)
                .isEqualTo(type.values(expected.segment()));
    }

    @Test
    void everyOperationHasALoopOfItsOwn() {
        assertOneEach(Unary.values(), op -> LoopsFloat64.UNARY.scalar(op));
        assertOneEach(Binary.values(), op -> LoopsFloat64.BINARY.scalar(op));
        assertOneEach(Ternary.values(), op -> LoopsFloat64.TERNARY.scalar(op));
        assertOneEach(Reduction.values(), op -> LoopsFloat64.FOLD.scalar(op));
        assertOneEach(Unary.values(), op -> LoopsFloat32.UNARY.scalar(op));
        assertOneEach(Binary.values(), op -> LoopsFloat32.BINARY.scalar(op));
        assertOneEach(Ternary.values(), op -> LoopsFloat32.TERNARY.scalar(op));
        assertOneEach(Reduction.values(), op -> LoopsFloat32.FOLD.scalar(op));
    }

    private interface Loops<O> {
        Object of(O op);
    }

    private static <O> void assertOneEach(O[] operations, Loops<O> loops) {
        assertThat(Stream.of(operations).map(op -> loops.of(op).getClass()))
                .doesNotHaveDuplicates()
                .allMatch(Class::isHidden);
        for (O op : operations) {
            assertThat(loops.of(op)).as("%s, asked for again", op).isSameAs(loops.of(op));
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void unary(ElementType type) {
        boolean wide = type == ElementType.FLOAT64;
        try (Arena arena = Arena.ofConfined()) {
            operands(type, arena);
            for (Unary op : Unary.values()) {
                UnaryLoop copy =
                        wide ? LoopsFloat64.UNARY.scalar(op) : LoopsFloat32.UNARY.scalar(op);
                UnaryLoop loop =
                        wide
                                ? new ScalarUnaryLoopFloat64(UnaryFloat64.of(op))
                                : new ScalarUnaryLoopFloat32(UnaryFloat32.of(op));
                assertSame(type, arena, op.name(), y -> copy.run(a, y, N), y -> loop.run(a, y, N));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void binary(ElementType type) {
        boolean wide = type == ElementType.FLOAT64;
        try (Arena arena = Arena.ofConfined()) {
            operands(type, arena);
            for (Binary op : Binary.values()) {
                BinaryLoop copy =
                        wide ? LoopsFloat64.BINARY.scalar(op) : LoopsFloat32.BINARY.scalar(op);
                BinaryLoop loop =
                        wide
                                ? new ScalarBinaryLoopFloat64(BinaryFloat64.of(op))
                                : new ScalarBinaryLoopFloat32(BinaryFloat32.of(op));
                for (BinaryCall call : binaryCalls()) {
                    assertSame(
                            type,
                            arena,
                            op.name(),
                            y -> call.on(copy, a, b, y),
                            y -> call.on(loop, a, b, y));
                }
            }
        }
    }

    interface BinaryCall {
        void on(BinaryLoop loop, Span a, Span b, Span y);
    }

    static BinaryCall[] binaryCalls() {
        return new BinaryCall[] {
            (loop, a, b, y) -> loop.run(a, b, y, N),
            (loop, a, _, y) -> loop.right(a, 0.3, y, N),
            (loop, _, b, y) -> loop.left(0.3, b, y, N),
            (loop, a, b, y) -> loop.withRow(a, b, y, 2, N / 2),
            (loop, a, _, y) -> loop.foldRows(a, N / 2, 2, N / 2, y)
        };
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void ternary(ElementType type) {
        boolean wide = type == ElementType.FLOAT64;
        try (Arena arena = Arena.ofConfined()) {
            operands(type, arena);
            for (Ternary op : Ternary.values()) {
                TernaryLoop copy =
                        wide ? LoopsFloat64.TERNARY.scalar(op) : LoopsFloat32.TERNARY.scalar(op);
                TernaryLoop loop =
                        wide
                                ? new ScalarTernaryLoopFloat64(TernaryFloat64.of(op))
                                : new ScalarTernaryLoopFloat32(TernaryFloat32.of(op));
                for (TernaryCall call : ternaryCalls()) {
                    assertSame(
                            type,
                            arena,
                            op.name(),
                            y -> call.on(copy, a, b, y),
                            y -> call.on(loop, a, b, y));
                }
            }
        }
    }

    interface TernaryCall {
        void on(TernaryLoop loop, Span a, Span b, Span y);
    }

    static TernaryCall[] ternaryCalls() {
        return new TernaryCall[] {
            (loop, a, b, y) -> loop.run(a, b, a, y, N),
            (loop, a, b, y) -> loop.right(a, b, 0.3, y, N),
            (loop, a, _, y) -> loop.right(a, -0.3, 0.3, y, N)
        };
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void folds(ElementType type) {
        boolean wide = type == ElementType.FLOAT64;
        try (Arena arena = Arena.ofConfined()) {
            operands(type, arena);
            for (Reduction op : Reduction.values()) {
                FoldLoop copy = wide ? LoopsFloat64.FOLD.scalar(op) : LoopsFloat32.FOLD.scalar(op);
                FoldLoop loop =
                        wide
                                ? new ScalarFoldLoopFloat64(ReductionFloat64.of(op))
                                : new ScalarFoldLoopFloat32(ReductionFloat32.of(op));
                assertThat(copy.run(a, N, op.neutral()))
                        .as(op.name())
                        .isEqualTo(Double.valueOf(loop.run(a, N, op.neutral())));
            }
        }
    }
}
