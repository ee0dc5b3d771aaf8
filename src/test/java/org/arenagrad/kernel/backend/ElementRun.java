package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Span;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A run of elements that a kernel reads, and the numbers that it finds there.
final class ElementRun {
    /// Where runs begin.
    static final int OFFSET = 3;

    /// What a kernel is asked for, and where it writes.
    interface Call {
        void on(Span y);
    }

    /// A number for each element.
    interface Expected {
        double at(int i);
    }

    private final Span span;
    private final double[] numbers;

    private ElementRun(Span span, double[] numbers) {
        this.span = span;
        this.numbers = numbers;
    }

    static ElementRun of(ElementType type, Arena arena, double[] values, int stride, int n) {
        MemorySegment s = type.segment(arena, values);
        Span span = new Span(s, stride < 0 ? OFFSET - (long) n * stride : OFFSET, stride);
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> type.get(s, span.offset() + (long) i * stride));
        return new ElementRun(span, numbers);
    }

    static ElementRun wild(ElementType type, Arena arena, int stride, int n, long seed) {
        return of(type, arena, Samples.wild(2 * n + 2 * OFFSET, seed), stride, n);
    }

    Span span() {
        return span;
    }

    double at(int i) {
        return numbers[i];
    }

    /// Fails unless the call writes what is expected, and nothing around it.
    ///
    /// @param condition how many times more than usual rounding counts
    /// @param scale the size of the numbers that the result was made of, if they may cancel
    static void check(
            ElementType type,
            Arena arena,
            String what,
            int n,
            Call call,
            Expected expected,
            Expected condition,
            Expected scale) {
        double[] before = new double[n + 2 * OFFSET];
        Arrays.fill(before, Samples.UNTOUCHED);
        MemorySegment y = type.segment(arena, before);
        call.on(Span.of(y, OFFSET));
        double[] actual = type.values(y);
        for (int i = 0; i < actual.length; i++) {
            int at = i - OFFSET;
            boolean inside = at >= 0 && at < n;
            double right = inside ? type.rounded(expected.at(at)) : Samples.UNTOUCHED;
            double slack = inside ? slack(scale.at(at), right, condition.at(at)) : 0;
            // Where a rounding decides over everything, NaN may come out as well.
            if (slack < Double.POSITIVE_INFINITY && !type.close(actual[i], right, slack)) {
                assertThat(actual[i]).as("%s: element %d", what, at).isEqualTo(right);
            }
        }
    }

    private static double slack(double scale, double value, double condition) {
        return Double.isInfinite(condition)
                ? condition
                : Math.max(scale, Math.abs(value) * condition);
    }
}
