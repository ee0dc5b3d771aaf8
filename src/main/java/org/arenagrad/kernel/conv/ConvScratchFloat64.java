package org.arenagrad.kernel.conv;

import org.arenagrad.kernel.ConvSizes;

/// What convolutions work in: arrays of each thread's own, kept from call to call.
///
/// There are three: a grid and its results of at most [#LIMIT] elements together, unless a single
/// row of windows takes more, and weights of at most [#WEIGHTS], unless four channels take more.
final class ConvScratchFloat64 {
    /// A few images of 16 by 16 with 64 channels: the sums of a weight's gradient are joined once
    /// for all of them.
    static final int LIMIT = 1 << 18;

    /// Read again for each few windows, they stay in the second cache.
    static final int WEIGHTS = 1 << 16;

    private static final ThreadLocal<ConvScratchFloat64> OF_THREAD =
            ThreadLocal.withInitial(ConvScratchFloat64::new);

    /// Beyond the last element of a grid: tiles read on past it.
    private static final int SLACK = 64;

    final DotsFloat64 dots = new DotsFloat64();

    private double[] grid = new double[0];
    private double[] results = new double[0];
    private double[] weights = new double[0];
    private int[] runs = new int[0];

    private ConvScratchFloat64() {}

    static ConvScratchFloat64 ofThisThread() {
        return OF_THREAD.get();
    }

    /// How many rows of windows are done together.
    static int rows(ConvSizes sizes, int out) {
        int most = sizes.height().count();
        int rows = most;
        while (rows > 1 && elements(sizes, out, rows) > LIMIT) {
            rows = Math.ceilDiv(rows, 2);
        }
        return rows;
    }

    /// How many images are done together, if all of their rows are.
    static int images(ConvSizes sizes, int out) {
        int rows = sizes.height().count();
        long each = elements(sizes, out, rows);
        return Math.clamp(LIMIT / Math.max(1, each), 1, Math.max(1, sizes.images()));
    }

    private static long elements(ConvSizes sizes, int out, int rows) {
        GridFloat64 grid = new GridFloat64(sizes, rows);
        return (long) sizes.in() * grid.channel() + (long) out * rows * grid.width();
    }

    double[] grid(int size) {
        if (grid.length < size + SLACK) {
            grid = new double[size + SLACK];
        }
        return grid;
    }

    double[] results(int size) {
        if (results.length < size + SLACK) {
            results = new double[size + SLACK];
        }
        return results;
    }

    double[] weights(int size) {
        if (weights.length < size) {
            weights = new double[size];
        }
        return weights;
    }

    int[] runs(int size) {
        if (runs.length < size) {
            runs = new int[size];
        }
        return runs;
    }
}
