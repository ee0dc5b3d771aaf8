package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.math.ElementsFloat64.copy;

import java.lang.foreign.MemorySegment;

/// Lays runs of numbers side by side: the first of each, then the second of each, and so on. Four
/// runs at a time, as many as a tile has rows. They go through an array, whose short index the
/// compiler knows better how to check than that of a segment.
final class TransposeFloat64 {
    private static final int RUNS = 4;

    /// The longest run.
    private static final int LONGEST = GemmPlan.DEPTH;

    /// Not a power of two: the runs would meet in the same places of the first cache.
    private static final int APART = LONGEST + 8;

    private final double[] runs = new double[RUNS * APART];

    /// Number `p` of run `r`, which begins at `from + r * distance`, goes to `at + p * step + r`.
    void run(
            MemorySegment x,
            long from,
            long distance,
            int count,
            int length,
            double[] to,
            int at,
            int step) {
        int whole = count / RUNS * RUNS;
        for (int r = 0; r < whole; r += RUNS) {
            for (int i = 0; i < RUNS; i++) {
                copy(x, from + (r + i) * distance, runs, i * APART, length);
            }
            interleave(runs, length, to, at + r, step);
        }
        for (int r = whole; r < count; r++) {
            spread(x, from + r * distance, length, to, at + r, step);
        }
    }

    private static void interleave(double[] runs, int length, double[] to, int at, int step) {
        for (int p = 0; p < length; p++) {
            int q = at + p * step;
            to[q] = runs[p];
            to[q + 1] = runs[p + APART];
            to[q + 2] = runs[p + 2 * APART];
            to[q + 3] = runs[p + 3 * APART];
        }
    }

    private static void spread(
            MemorySegment x, long from, int length, double[] to, int at, int step) {
        for (int p = 0; p < length; p++) {
            copy(x, from + p, to, at + p * step);
        }
    }
}
