package org.arenagrad.kernel.conv;

import static org.arenagrad.kernel.conv.WindowsFloat64.CHANNELS;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.CHAINS;
import static org.arenagrad.kernel.math.ElementsFloat64.copy;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.all;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.ConvKernels;
import org.arenagrad.kernel.ConvSizes;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.loop.Vectors;
import org.arenagrad.kernel.loop.WarmUp;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Convolution and its gradient for the weight, over vectors; over single elements while that warms
/// up, with the same bits.
public final class ConvFloat64 implements ConvKernels {
    /// Tiles that are tried with each call while vectors warm up, and with how many calls.
    private static final int TRIED = 8;

    private static final int CALLS = 64;

    /// How many channels that arrived share a grid. What is added up before it is rounded depends
    /// on this number, and not on how many channels a thread has.
    private static final int TOGETHER = 32;

    private final WarmUp forward;
    private final WarmUp weight;

    /// @param when it takes vectors
    public ConvFloat64(Vectors when) {
        this.forward = WarmUp.ofCalls(when, CALLS);
        this.weight = WarmUp.ofCalls(when, CALLS);
    }

    /// How many tiles vectors compute.
    private static long tiles(WarmUp warmUp, ConvSizes sizes) {
        long tried = warmUp.vectors(sizes.multiplications(), 1);
        return tried == 0 ? 0 : tried < sizes.multiplications() ? TRIED : Long.MAX_VALUE;
    }

    /// Some rows of windows: how what they see lies in a grid.
    private static final class Rows {
        final int first;
        final int count;
        final GridFloat64 layout;
        final int[] runs;

        Rows(ConvSizes sizes, int first, int most, ConvScratchFloat64 scratch) {
            this.first = first;
            this.count = Math.min(most, sizes.height().count() - first);
            this.layout = new GridFloat64(sizes, count);
            this.runs = scratch.runs(sizes.taps());
            layout.runs(sizes.in(), runs);
        }

        /// How many windows there are if one row runs on into the next, whole tiles.
        int windows(ConvSizes sizes, int tile) {
            int windows = (count - 1) * layout.width() + sizes.width().count();
            return Math.ceilDiv(windows, tile) * tile;
        }
    }

    @Override
    public void forward(ConvSizes sizes, Span x, Weight w, @Nullable Span bias, Span y) {
        long vectors = tiles(forward, sizes);
        ConvScratchFloat64 scratch = ConvScratchFloat64.ofThisThread();
        int most = Math.max(1, ConvScratchFloat64.WEIGHTS / (sizes.taps() * CHANNELS));
        int step = most * CHANNELS;
        for (int group = 0; group < sizes.groups(); group++) {
            for (int first = 0; first < sizes.out(); first += step) {
                int channels = Math.min(step, sizes.out() - first);
                double[] packed = pack(sizes, w, group, first, channels, scratch);
                int channel = group * sizes.out() + first;
                Span shifts = bias == null ? null : bias.from(channel);
                int high = ConvScratchFloat64.rows(sizes, whole(channels));
                for (int row = 0; row < sizes.height().count(); row += high) {
                    Rows rows = new Rows(sizes, row, high, scratch);
                    for (int image = 0; image < sizes.images(); image++) {
                        long in = (long) image * sizes.groups() + group;
                        Span from = x.from(in * sizes.in() * sizes.inputPlane());
                        long out = (long) image * sizes.groups() * sizes.out() + channel;
                        Span to = y.from(out * sizes.outputPlane());
                        vectors =
                                image(
                                        sizes, rows, from, packed, channels, shifts, to, vectors,
                                        scratch);
                    }
                }
            }
        }
    }

    /// Channels that are computed so that some come out: whole tiles.
    private static int whole(int channels) {
        return Math.ceilDiv(channels, CHANNELS) * CHANNELS;
    }

    /// The weights of some channels of the result, four by four, in the order in which tiles read
    /// them. What is missing to four is 0.
    private static double[] pack(
            ConvSizes sizes,
            Weight w,
            int group,
            int first,
            int channels,
            ConvScratchFloat64 scratch) {
        int width = CHANNELS;
        int area = sizes.height().kernel() * sizes.width().kernel();
        int whole = whole(channels);
        double[] packed = scratch.weights(whole * sizes.taps());
        MemorySegment run = w.run().segment();
        for (int o = 0; o < whole; o++) {
            int put = o / width * width * sizes.taps() + o % width;
            for (int c = 0; c < sizes.in(); c++) {
                long from =
                        w.run().offset() + group * w.group() + (first + o) * w.out() + c * w.in();
                for (int t = 0; t < area; t++, put += width) {
                    if (o < channels) {
                        copy(run, from + (w.turned() ? area - 1 - t : t), packed, put);
                    } else {
                        packed[put] = 0;
                    }
                }
            }
        }
        return packed;
    }

    /// Some rows of one group of one image.
    ///
    /// @return how many tiles more vectors compute
    private static long image(
            ConvSizes sizes,
            Rows rows,
            Span x,
            double[] weights,
            int channels,
            @Nullable Span bias,
            Span y,
            long vectors,
            ConvScratchFloat64 scratch) {
        int taps = sizes.taps();
        int most = whole(channels);
        long left = vectors;
        int width = rows.layout.width();
        double[] grid = scratch.grid(sizes.in() * rows.layout.channel());
        rows.layout.fill(x.segment(), x.offset(), sizes.in(), rows.first, grid, 0, left > 0);
        // Row by row, if that leaves fewer windows over than one row running on into the next.
        int columns = sizes.width().count();
        int alone = Math.ceilDiv(columns, WindowsFloat64.COUNT) * WindowsFloat64.COUNT;
        int on = rows.windows(sizes, WindowsFloat64.COUNT);
        boolean apart = rows.count * alone <= on;
        int length = apart ? alone : on;
        int all = apart ? rows.count * alone : on;
        double[] results = scratch.results(most * all);
        for (int p = 0; p < all; p += WindowsFloat64.COUNT) {
            int at = p / length * width + p % length;
            for (int o = 0; o < most; o += CHANNELS) {
                int to = o * all + p;
                if (left > 0) {
                    WindowsFloat64.vectors(
                            taps, rows.runs, weights, o * taps, grid, at, results, to, all);
                    left--;
                } else {
                    WindowsFloat64.singly(
                            taps, rows.runs, weights, o * taps, grid, at, results, to, all);
                }
            }
        }
        for (int o = 0; o < channels; o++) {
            double shift = bias == null ? 0 : get(bias.segment(), bias.offset() + o);
            long to = y.offset() + o * sizes.outputPlane() + (long) rows.first * columns;
            int from = o * all;
            for (int r = 0; r < rows.count; r++, to += columns) {
                put(results, from, shift, y.segment(), to, columns, left > 0);
                from += apart ? alone : width;
            }
        }
        return left;
    }

    private static void put(
            double[] from, int at, double shift, MemorySegment y, long to, int n, boolean vectors) {
        if (vectors && n >= LANES) {
            MemorySegment s = profiled(y);
            DoubleVector shifts = all(shift);
            for (int i = 0; i < n - LANES; i += LANES) {
                DoubleVector.fromArray(SPECIES, from, at + i)
                        .add(shifts)
                        .intoMemorySegment(s, (to + i) * BYTES, ORDER);
            }
            // Overlaps the one before.
            int last = n - LANES;
            DoubleVector.fromArray(SPECIES, from, at + last)
                    .add(shifts)
                    .intoMemorySegment(s, (to + last) * BYTES, ORDER);
            return;
        }
        for (int i = 0; i < n; i++) {
            set(y, to + i, rounded(from[at + i] + shift));
        }
    }

    @Override
    public void weight(ConvSizes sizes, Span x, Span g, Span dw, int from, int to) {
        long vectors = tiles(weight, sizes);
        for (int channel = from; channel < to; ) {
            int group = channel / sizes.out();
            int end = Math.min(Math.min(to, channel + TOGETHER), (group + 1) * sizes.out());
            vectors = weight(sizes, x, g, dw, group, channel, end, vectors);
            channel = end;
        }
    }

    /// Channels of the result that are of one group.
    private static long weight(
            ConvSizes sizes, Span x, Span g, Span dw, int group, int from, int to, long vectors) {
        ConvScratchFloat64 scratch = ConvScratchFloat64.ofThisThread();
        int channels = to - from;
        int most = ConvScratchFloat64.rows(sizes, TOGETHER);
        int high = sizes.height().count();
        int together = most < high ? 1 : ConvScratchFloat64.images(sizes, TOGETHER);
        long left = vectors;
        for (int first = 0; first < high; first += most) {
            Rows rows = new Rows(sizes, first, most, scratch);
            for (int image = 0; image < sizes.images(); image += together) {
                int images = Math.min(together, sizes.images() - image);
                int nextX = sizes.in() * rows.layout.channel();
                double[] grid = scratch.grid(images * nextX);
                // Tiles read on past the end, and what is there is multiplied by 0.
                Arrays.fill(grid, images * nextX, grid.length, 0);
                int n = rows.windows(sizes, CHAINS);
                int nextG = channels * n;
                double[] arrived = scratch.results(images * nextG);
                for (int i = 0; i < images; i++) {
                    long in = (long) (image + i) * sizes.groups() + group;
                    long at = x.offset() + in * sizes.in() * sizes.inputPlane();
                    rows.layout.fill(x.segment(), at, sizes.in(), first, grid, i * nextX, left > 0);
                    long out = (long) (image + i) * sizes.groups() * sizes.out() + from;
                    Span reached = g.from(out * sizes.outputPlane());
                    spread(sizes, rows, reached, channels, arrived, i * nextG, n, left > 0);
                }
                DotsFloat64 dots = scratch.dots;
                dots.over(images, arrived, nextG, grid, nextX, n);
                Span sums = dw.from((long) from * sizes.taps());
                left = dots(dots, channels, rows.runs, sizes.taps(), n, sums, left);
            }
        }
        return left;
    }

    /// Rows that arrived, as far apart as in the grid, zeros between them.
    private static void spread(
            ConvSizes sizes,
            Rows rows,
            Span g,
            int channels,
            double[] to,
            int at,
            int n,
            boolean vectors) {
        int columns = sizes.width().count();
        for (int o = 0; o < channels; o++) {
            int put = at + o * n;
            int end = put + n;
            long row = g.offset() + o * sizes.outputPlane() + (long) rows.first * columns;
            for (int r = 0; r < rows.count; r++, row += columns) {
                if (vectors && columns >= LANES) {
                    GridFloat64.run(g.segment(), row, to, put, columns);
                } else {
                    for (int i = 0; i < columns; i++) {
                        copy(g.segment(), row + i, to, put + i);
                    }
                }
                int next = r < rows.count - 1 ? put + rows.layout.width() : end;
                Arrays.fill(to, put + columns, next, 0);
                put = next;
            }
        }
    }

    /// Adds the sums of all channels and all elements of a window.
    ///
    /// @param n the distance between channels that arrived
    private static long dots(
            DotsFloat64 dots, int channels, int[] runs, int taps, int n, Span dw, long vectors) {
        long left = vectors;
        for (int o = 0; o < channels; o += DotsFloat64.CHANNELS) {
            int high = Math.min(DotsFloat64.CHANNELS, channels - o);
            for (int l = 0; l < taps; l += DotsFloat64.TAPS) {
                int wide = Math.min(DotsFloat64.TAPS, taps - l);
                // What is missing is the last one again, computed but not kept.
                for (int i = 0; i < DotsFloat64.CHANNELS; i++) {
                    dots.channel(i, (o + Math.min(i, high - 1)) * n);
                }
                for (int j = 0; j < DotsFloat64.TAPS; j++) {
                    dots.tap(j, runs[l + Math.min(j, wide - 1)]);
                }
                if (left > 0) {
                    dots.vectors();
                    left--;
                } else {
                    dots.singly();
                }
                for (int i = 0; i < high; i++) {
                    for (int j = 0; j < wide; j++) {
                        long at = dw.offset() + (long) (o + i) * taps + l + j;
                        double sum = dots.sum(i, j);
                        set(dw.segment(), at, rounded(get(dw.segment(), at) + sum));
                    }
                }
            }
        }
        return left;
    }
}
