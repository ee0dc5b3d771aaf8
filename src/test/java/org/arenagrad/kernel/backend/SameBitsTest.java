package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Elementwise, single elements give the bits that vectors give: every operation, wherever elements
/// lie.
class SameBitsTest {
    private static final int MANY = 5000;
    private static final double[] NUMBERS = {0, 0.1, 2, -0.5, 1e30, Double.NaN};

    private static Span span(MemorySegment x, int stride, int n) {
        return new Span(x, stride < 0 ? n : 1, stride);
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        for (ElementType type : ElementType.values()) {
            try (Arena arena = Arena.ofConfined()) {
                SameBits bits = new SameBits(type, arena);
                for (int n : Samples.SIZES) {
                    MemorySegment x = type.segment(arena, Samples.wild(2 * n + 2, n));
                    for (int stride : Samples.STRIDES) {
                        bits.check(
                                op + " of " + n + ", stride " + stride,
                                SameBits.untouched(n),
                                (k, y) ->
                                        k.elementwise()
                                                .unary(op, span(x, stride, n), Span.of(y, 1), n));
                    }
                }
                MemorySegment x = type.segment(arena, SameBits.ofEveryExponent(type, MANY, 11));
                bits.check(
                        op + " of all sizes",
                        new double[MANY],
                        (k, y) -> k.elementwise().unary(op, Span.of(x, 0), Span.of(y, 0), MANY));
                bits.check(
                        op + " in place",
                        type.values(x),
                        (k, y) -> k.elementwise().unary(op, Span.of(y, 0), Span.of(y, 0), MANY));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        for (ElementType type : ElementType.values()) {
            try (Arena arena = Arena.ofConfined()) {
                SameBits bits = new SameBits(type, arena);
                for (int n : Samples.SIZES) {
                    MemorySegment a = type.segment(arena, Samples.wild(2 * n + 2, n));
                    MemorySegment b = type.segment(arena, Samples.wild(2 * n + 2, n + 1L));
                    for (int as : Samples.STRIDES) {
                        for (int bs : Samples.STRIDES) {
                            bits.check(
                                    op + " of " + n + ", strides " + as + ", " + bs,
                                    SameBits.untouched(n),
                                    (k, y) ->
                                            k.elementwise()
                                                    .binary(
                                                            op,
                                                            span(a, as, n),
                                                            span(b, bs, n),
                                                            Span.of(y, 1),
                                                            n));
                        }
                        for (double number : NUMBERS) {
                            bits.check(
                                    op + " of " + n + ", stride " + as + ", and " + number,
                                    SameBits.untouched(n),
                                    (k, y) ->
                                            k.elementwise()
                                                    .binary(
                                                            op,
                                                            span(a, as, n),
                                                            number,
                                                            Span.of(y, 1),
                                                            n));
                        }
                    }
                    if (n < 100) {
                        rows(op, type, arena, bits, n);
                    }
                }
                MemorySegment a = type.segment(arena, SameBits.ofEveryExponent(type, MANY, 12));
                MemorySegment b = type.segment(arena, SameBits.ofEveryExponent(type, MANY, 13));
                bits.check(
                        op + " of all sizes",
                        new double[MANY],
                        (k, y) ->
                                k.elementwise()
                                        .binary(
                                                op,
                                                Span.of(a, 0),
                                                Span.of(b, 0),
                                                Span.of(y, 0),
                                                MANY));
            }
        }
    }

    private static void rows(Binary op, ElementType type, Arena arena, SameBits bits, int columns) {
        for (int rows : new int[] {0, 1, 3}) {
            int n = rows * columns;
            MemorySegment a = type.segment(arena, Samples.wild(n + rows + 1, n));
            MemorySegment b = type.segment(arena, Samples.wild(columns + 1, n + 1L));
            String what = op + ", " + rows + " rows of " + columns;
            bits.check(
                    what,
                    SameBits.untouched(n),
                    (k, y) ->
                            k.elementwise()
                                    .binaryWithRow(
                                            op,
                                            Span.of(a, 1),
                                            Span.of(b, 1),
                                            Span.of(y, 1),
                                            rows,
                                            columns));
            bits.check(
                    what + ", folded",
                    Samples.wild(columns + 2, 5),
                    (k, y) ->
                            k.reductions()
                                    .foldRows(
                                            op,
                                            Span.of(a, 1),
                                            columns + 1L,
                                            rows,
                                            columns,
                                            Span.of(y, 1)));
        }
    }

    @ParameterizedTest
    @EnumSource(Ternary.class)
    void ternary(Ternary op) {
        for (ElementType type : ElementType.values()) {
            try (Arena arena = Arena.ofConfined()) {
                SameBits bits = new SameBits(type, arena);
                for (int n : Samples.SIZES) {
                    MemorySegment a = type.segment(arena, Samples.wild(2 * n + 2, n));
                    MemorySegment b = type.segment(arena, Samples.wild(2 * n + 2, n + 1L));
                    MemorySegment c = type.segment(arena, Samples.wild(2 * n + 2, n + 2L));
                    for (int as : Samples.STRIDES) {
                        Span first = span(a, as, n);
                        for (int bs : Samples.STRIDES) {
                            Span second = span(b, bs, n);
                            for (int cs : Samples.STRIDES) {
                                bits.check(
                                        op + " of " + n + ", strides " + as + bs + cs,
                                        SameBits.untouched(n),
                                        (k, y) ->
                                                k.elementwise()
                                                        .ternary(
                                                                op,
                                                                first,
                                                                second,
                                                                span(c, cs, n),
                                                                Span.of(y, 1),
                                                                n));
                            }
                        }
                        numbers(op, bits, first, b, n);
                    }
                }
            }
        }
    }

    private static void numbers(Ternary op, SameBits bits, Span a, MemorySegment b, int n) {
        for (double number : NUMBERS) {
            String what = op + " of " + n + ", stride " + a.stride() + ", and " + number;
            for (int bs : Samples.STRIDES) {
                bits.check(
                        what + ", stride " + bs,
                        SameBits.untouched(n),
                        (k, y) ->
                                k.elementwise()
                                        .ternary(op, a, span(b, bs, n), number, Span.of(y, 1), n));
            }
            bits.check(
                    what + ", 0.3",
                    SameBits.untouched(n),
                    (k, y) -> k.elementwise().ternary(op, a, 0.3, number, Span.of(y, 1), n));
        }
    }
}
