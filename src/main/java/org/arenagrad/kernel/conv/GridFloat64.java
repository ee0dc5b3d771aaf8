package org.arenagrad.kernel.conv;

import static org.arenagrad.kernel.math.ElementsFloat64.copy;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.ConvSizes;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// How channels of an image, or some rows of them, lie in a grid: with the zeros around them, and
/// sorted by phase, so that elements that windows step on lie side by side. (A stride of 2 has two
/// phases in each direction, even and odd; a stride of 1 has one.) A window `(r, q)` sees its
/// element `i` of a channel at `r · width + q` beyond where that element's run begins.
final class GridFloat64 {
    private final Axis down;
    private final Axis across;
    private final int phasesDown;
    private final int phasesAcross;
    private final int width;
    private final int height;

    /// @param rows of windows
    GridFloat64(ConvSizes sizes, int rows) {
        this.down = sizes.height();
        this.across = sizes.width();
        this.phasesDown = phases(down);
        this.phasesAcross = phases(across);
        this.width = across.count() + reach(across) / across.stride();
        this.height = rows + reach(down) / down.stride();
    }

    private static int reach(Axis axis) {
        return (axis.kernel() - 1) * axis.dilation();
    }

    private static int phases(Axis axis) {
        return Math.min(axis.stride(), reach(axis) + 1);
    }

    /// The distance between rows of windows.
    int width() {
        return width;
    }

    private int plane() {
        return height * width;
    }

    /// Elements of a channel.
    int channel() {
        return phasesDown * phasesAcross * plane();
    }

    /// Where the run of each element of a window begins, channel after channel.
    void runs(int channels, int[] to) {
        int n = 0;
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < down.kernel(); i++) {
                int y = i * down.dilation();
                for (int j = 0; j < across.kernel(); j++) {
                    int x = j * across.dilation();
                    int phase = y % down.stride() * phasesAcross + x % across.stride();
                    int step = y / down.stride() * width + x / across.stride();
                    to[n++] = c * channel() + phase * plane() + step;
                }
            }
        }
    }

    /// Copies channels, from the rows that windows of row `first` see.
    ///
    /// @param vectors whether by whole vectors
    void fill(
            MemorySegment x,
            long from,
            int channels,
            int first,
            double[] grid,
            int at,
            boolean vectors) {
        int put = at;
        for (int c = 0; c < channels; c++) {
            long plane = from + (long) c * down.size() * across.size();
            for (int a = 0; a < phasesDown; a++) {
                for (int b = 0; b < phasesAcross; b++) {
                    for (int r = 0; r < height; r++, put += width) {
                        int row = (first + r) * down.stride() + a - down.padding();
                        if (row < 0 || row >= down.size()) {
                            Arrays.fill(grid, put, put + width, 0);
                        } else {
                            row(x, plane + (long) row * across.size(), b, grid, put, vectors);
                        }
                    }
                }
            }
        }
    }

    private void row(MemorySegment x, long row, int phase, double[] grid, int at, boolean vectors) {
        int start = phase - across.padding();
        int stride = across.stride();
        int begin = start >= 0 ? 0 : Math.min(width, Math.ceilDiv(-start, stride));
        int last = across.size() - 1 - start;
        int end = last < 0 ? begin : Math.clamp(last / stride + 1, begin, width);
        for (int q = 0; q < begin; q++) {
            grid[at + q] = 0;
        }
        long from = row + start;
        if (stride == 1 && vectors && end - begin >= LANES) {
            run(x, from + begin, grid, at + begin, end - begin);
        } else {
            for (int q = begin; q < end; q++) {
                copy(x, from + (long) q * stride, grid, at + q);
            }
        }
        for (int q = end; q < width; q++) {
            grid[at + q] = 0;
        }
    }

    /// Whole vectors; the last one overlaps the one before.
    static void run(MemorySegment x, long from, double[] to, int at, int n) {
        MemorySegment s = profiled(x);
        for (int i = 0; i < n - LANES; i += LANES) {
            DoubleVector.fromMemorySegment(SPECIES, s, (from + i) * BYTES, ORDER)
                    .intoArray(to, at + i);
        }
        int last = n - LANES;
        DoubleVector.fromMemorySegment(SPECIES, s, (from + last) * BYTES, ORDER)
                .intoArray(to, at + last);
    }
}
