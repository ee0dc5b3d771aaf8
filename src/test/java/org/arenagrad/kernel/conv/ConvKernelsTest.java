package org.arenagrad.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.ConvKernels;
import org.arenagrad.kernel.ConvSizes;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.backend.ElementType;
import org.arenagrad.kernel.loop.Vectors;
import org.arenagrad.kernel.parallel.ParallelConv;
import org.arenagrad.kernel.parallel.Threads;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// Convolutions that read images where they are, held against their definition; and whoever
/// computes them, vectors, single elements or several threads, to the bit.
class ConvKernelsTest {
    private static ConvKernels kernels(ElementType type, Vectors when) {
        return type == ElementType.FLOAT64 ? new ConvFloat64(when) : new ConvFloat32(when);
    }

    private static Arbitrary<Axis> axes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(-1, 4),
                        Arbitraries.integers().between(1, 3))
                .as(
                        (size, kernel, stride, padding, dilation) -> {
                            int left = size + 2 * padding - (kernel - 1) * dilation - 1;
                            int count = left < 0 ? 0 : left / stride + 1;
                            return new Axis(size, count, kernel, stride, padding, dilation);
                        })
                .filter(axis -> axis.count() > 0);
    }

    @Provide
    Arbitrary<ConvSizes> sizes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 10),
                        axes(),
                        axes())
                .as(ConvSizes::new);
    }

    /// A convolution over random numbers.
    private static final class Operands {
        final ConvSizes s;
        final double[] x;
        final double[] w;
        final double[] bias;
        final double[] g;
        final boolean turned;

        Operands(ElementType type, ConvSizes s, boolean turned) {
            Random random = new Random(s.hashCode());
            long in = (long) s.images() * s.groups() * s.in();
            long out = (long) s.images() * s.groups() * s.out();
            this.s = s;
            this.x = numbers(type, in * s.inputPlane(), random);
            this.w = numbers(type, (long) s.groups() * s.out() * s.taps(), random);
            this.bias = numbers(type, (long) s.groups() * s.out(), random);
            this.g = numbers(type, out * s.outputPlane(), random);
            this.turned = turned;
        }

        private static double[] numbers(ElementType type, long n, Random random) {
            return random.doubles(n, -1, 1).map(type::rounded).toArray();
        }

        /// Where an element of the weight is, for the channel `o` of all groups.
        int at(int o, int c, int i, int j) {
            int kernel = s.width().kernel();
            int area = s.height().kernel() * kernel;
            int t = i * kernel + j;
            return (o * s.in() + c) * area + (turned ? area - 1 - t : t);
        }

        ConvKernels.Weight weight(MemorySegment memory) {
            int area = s.height().kernel() * s.width().kernel();
            long out = (long) s.in() * area;
            return new ConvKernels.Weight(Span.of(memory, 0), out * s.out(), out, area, turned);
        }

        /// What the definition visits: an element of the result, one of the weight, one of the
        /// input.
        interface Visit {
            void term(int y, int w, int x);
        }

        void forEachTerm(Visit visit) {
            Axis h = s.height();
            Axis v = s.width();
            int y = 0;
            for (int n = 0; n < s.images(); n++) {
                for (int o = 0; o < s.groups() * s.out(); o++) {
                    for (int r = 0; r < h.count(); r++) {
                        for (int q = 0; q < v.count(); q++, y++) {
                            for (int c = 0; c < s.in(); c++) {
                                for (int i = 0; i < h.kernel(); i++) {
                                    for (int j = 0; j < v.kernel(); j++) {
                                        int row = r * h.stride() + h.start(i);
                                        int column = q * v.stride() + v.start(j);
                                        if (row >= 0
                                                && row < h.size()
                                                && column >= 0
                                                && column < v.size()) {
                                            int channel =
                                                    (n * s.groups() + o / s.out()) * s.in() + c;
                                            int x = (channel * h.size() + row) * v.size() + column;
                                            visit.term(y, at(o, c, i, j), x);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }

        double[] result() {
            double[] y = new double[g.length];
            for (int k = 0; k < y.length; k++) {
                y[k] = bias[(int) (k / s.outputPlane() % bias.length)];
            }
            forEachTerm((to, weight, from) -> y[to] += w[weight] * x[from]);
            return y;
        }

        double[] gradient(double before) {
            double[] dw = new double[w.length];
            Arrays.fill(dw, before);
            forEachTerm((from, weight, seen) -> dw[weight] += g[from] * x[seen]);
            return dw;
        }
    }

    private static double[] forward(ElementType type, Operands o, ConvKernels kernels) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment y = type.segment(arena, new double[o.g.length]);
            kernels.forward(
                    o.s,
                    Span.of(type.segment(arena, o.x), 0),
                    o.weight(type.segment(arena, o.w)),
                    Span.of(type.segment(arena, o.bias), 0),
                    Span.of(y, 0));
            return type.values(y);
        }
    }

    private static double[] weight(
            ElementType type, Operands o, ConvKernels kernels, double before) {
        try (Arena arena = Arena.ofConfined()) {
            double[] all = new double[o.w.length];
            Arrays.fill(all, before);
            MemorySegment dw = type.segment(arena, all);
            kernels.weight(
                    o.s,
                    Span.of(type.segment(arena, o.x), 0),
                    Span.of(type.segment(arena, o.g), 0),
                    Span.of(dw, 0),
                    0,
                    o.s.groups() * o.s.out());
            return type.values(dw);
        }
    }

    private static void assertClose(
            ElementType type, double[] actual, double[] expected, double terms) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(type.close(actual[i], expected[i], terms))
                    .as("element %s: %s, not %s", i, actual[i], expected[i])
                    .isTrue();
        }
    }

    @Property(tries = 150)
    void areWhatTheDefinitionSays(
            @ForAll("sizes") ConvSizes sizes, @ForAll ElementType type, @ForAll boolean turned) {
        Operands o = new Operands(type, sizes, turned);
        ConvKernels kernels = kernels(type, Vectors.ALWAYS);
        assertClose(type, forward(type, o, kernels), o.result(), sizes.taps());
        if (!turned) {
            double windows = sizes.images() * (double) sizes.outputPlane();
            assertClose(type, weight(type, o, kernels, 0.5), o.gradient(0.5), windows);
        }
    }

    @Property(tries = 100)
    void singleElementsGiveTheBitsOfVectors(
            @ForAll("sizes") ConvSizes sizes, @ForAll ElementType type) {
        Operands o = new Operands(type, sizes, false);
        ConvKernels vectors = kernels(type, Vectors.ALWAYS);
        ConvKernels single = kernels(type, Vectors.NEVER);
        assertThat(forward(type, o, single)).isEqualTo(forward(type, o, vectors));
        assertThat(weight(type, o, single, 0)).isEqualTo(weight(type, o, vectors, 0));
    }

    @Property(tries = 60)
    void severalThreadsGiveTheBitsOfOne(
            @ForAll("sizes") ConvSizes sizes, @ForAll ElementType type) {
        Operands o = new Operands(type, sizes, false);
        ConvKernels alone = kernels(type, Vectors.ALWAYS);
        int usual = Threads.count();
        try {
            Threads.use(3);
            ConvKernels shared = new ParallelConv(alone, 0);
            assertThat(forward(type, o, shared)).isEqualTo(forward(type, o, alone));
            assertThat(weight(type, o, shared, 0)).isEqualTo(weight(type, o, alone, 0));
        } finally {
            Threads.use(usual);
        }
    }

    /// Many channels of large images: neither all rows nor all weights are done at once.
    @Property(tries = 4)
    void blocksOfRowsAndOfChannelsShowInNothing(@ForAll ElementType type) {
        Axis height = new Axis(70, 70, 3, 1, 1, 1);
        Axis width = new Axis(61, 61, 3, 1, 1, 1);
        ConvSizes large = new ConvSizes(1, 1, 70, 2, height, width);
        assertThat(ConvScratchFloat64.rows(large, 4)).isLessThan(70);
        ConvSizes deep =
                new ConvSizes(
                        1, 1, 300, 30, new Axis(4, 4, 3, 1, 1, 1), new Axis(5, 5, 3, 1, 1, 1));
        assertThat(deep.taps() * 30).isGreaterThan(ConvScratchFloat64.WEIGHTS);
        for (ConvSizes sizes : new ConvSizes[] {large, deep}) {
            Operands o = new Operands(type, sizes, false);
            ConvKernels kernels = kernels(type, Vectors.ALWAYS);
            assertClose(type, forward(type, o, kernels), o.result(), sizes.taps());
            double windows = sizes.outputPlane();
            assertClose(type, weight(type, o, kernels, 0), o.gradient(0), windows);
        }
    }
}
