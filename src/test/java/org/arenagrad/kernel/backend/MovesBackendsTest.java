package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Span;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// Every backend: elements that are moved from one place to another.
@Tag("backend")
class MovesBackendsTest {
    private static final int OFFSET = ElementRun.OFFSET;

    /// What must be in the memory that is written to.
    private static final class Memory {
        private final ElementType type;
        private final MemorySegment segment;
        private final double[] expected;

        Memory(ElementType type, Arena arena, int n) {
            this.type = type;
            expected = new double[2 * n + 2 * OFFSET + 1];
            Arrays.fill(expected, Samples.UNTOUCHED);
            segment = type.segment(arena, expected);
        }

        Span span(int stride, int n) {
            return new Span(segment, stride < 0 ? OFFSET + n : OFFSET, stride);
        }

        void check(String what) {
            assertThat(type.values(segment)).as(what).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void fillAndCopy(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : Samples.SIZES) {
            for (int ys : new int[] {1, 2, -1}) {
                for (int xs : Samples.STRIDES) {
                    try (Arena arena = Arena.ofConfined()) {
                        ElementRun x = ElementRun.wild(type, arena, xs, n, n);
                        Memory copied = new Memory(type, arena, n);
                        Memory filled = new Memory(type, arena, n);
                        Span y = copied.span(ys, n);
                        for (int i = 0; i < n; i++) {
                            int at = (int) y.offset() + i * ys;
                            copied.expected[at] = x.at(i);
                            filled.expected[at] = type.rounded(0.1);
                        }
                        kernel.copy(x.span(), y, n);
                        copied.check("copy n=" + n + " strides " + xs + ", " + ys);
                        kernel.fill(filled.span(ys, n), n, 0.1);
                        filled.check("fill n=" + n + " stride " + ys);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void pickAndAddAt(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : Samples.SIZES) {
            int[] index = new Random(n).ints(n + 1, 0, Math.max(1, n)).toArray();
            for (int stride : Samples.STRIDES) {
                try (Arena arena = Arena.ofConfined()) {
                    double[] values = Samples.normal(2 * n + 2 * OFFSET, n);
                    ElementRun x = ElementRun.of(type, arena, values, stride, n);
                    Memory picked = new Memory(type, arena, n);
                    Memory added = new Memory(type, arena, n);
                    for (int i = 0; i < n; i++) {
                        picked.expected[OFFSET + i] = x.at(index[1 + i]);
                        int at = OFFSET + 2 * index[1 + i];
                        added.expected[at] = type.rounded(added.expected[at] + x.at(i));
                    }
                    kernel.pick(x.span(), index, 1, picked.span(1, n), n);
                    picked.check("pick n=" + n + " stride " + stride);
                    kernel.addAt(x.span(), index, 1, added.span(2, n), n);
                    added.check("addAt n=" + n + " stride " + stride);
                }
            }
        }
    }
}
