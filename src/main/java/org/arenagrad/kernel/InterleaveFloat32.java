// Generated from InterleaveFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.copy;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.load;
import static org.arenagrad.kernel.LanesFloat32.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

import java.lang.foreign.MemorySegment;

/// Puts four runs of numbers side by side, the first of each, then the second of each, and so on: a
/// transpose of four rows.
final class InterleaveFloat32 {
    private static final int RUNS = 4;

    /// Where the numbers of an output vector come from: the same four places of every run, then the
    /// next four, …
    private static final VectorShuffle<Float> PART_0 = part(0);

    private static final VectorShuffle<Float> PART_1 = part(1);
    private static final VectorShuffle<Float> PART_2 = part(2);
    private static final VectorShuffle<Float> PART_3 = part(3);

    /// The lanes that belong to a run.
    private static final VectorMask<Float> OF_1 = lanesOf(1);

    private static final VectorMask<Float> OF_2 = lanesOf(2);
    private static final VectorMask<Float> OF_3 = lanesOf(3);

    private InterleaveFloat32() {}

    private static VectorShuffle<Float> part(int part) {
        return VectorShuffle.fromOp(SPECIES, lane -> (part * LANES + lane) / RUNS % LANES);
    }

    private static VectorMask<Float> lanesOf(int run) {
        return VectorMask.fromLong(SPECIES, 0x1111_1111_1111_1111L << run);
    }

    /// `n` numbers each of the runs that begin at `x0` and `distance` further on each time.
    static void fourRuns(int n, MemorySegment x, long x0, long distance, float[] panel, int to) {
        long x1 = x0 + distance;
        long x2 = x1 + distance;
        long x3 = x2 + distance;
        // Vectors of two numbers hold none of four runs.
        int whole = LANES < RUNS ? 0 : n / LANES * LANES;
        for (int l = 0; l < whole; l += LANES) {
            FloatVector r0 = load(x, x0 + l);
            FloatVector r1 = load(x, x1 + l);
            FloatVector r2 = load(x, x2 + l);
            FloatVector r3 = load(x, x3 + l);
            int at = to + l * RUNS;
            store(merge(PART_0, r0, r1, r2, r3), panel, at);
            store(merge(PART_1, r0, r1, r2, r3), panel, at + LANES);
            store(merge(PART_2, r0, r1, r2, r3), panel, at + 2 * LANES);
            store(merge(PART_3, r0, r1, r2, r3), panel, at + 3 * LANES);
        }
        for (int l = whole; l < n; l++) {
            int at = to + l * RUNS;
            copy(x, x0 + l, panel, at);
            copy(x, x1 + l, panel, at + 1);
            copy(x, x2 + l, panel, at + 2);
            copy(x, x3 + l, panel, at + 3);
        }
    }

    private static FloatVector merge(
            VectorShuffle<Float> part,
            FloatVector r0,
            FloatVector r1,
            FloatVector r2,
            FloatVector r3) {
        return r0.rearrange(part)
                .blend(r1.rearrange(part), OF_1)
                .blend(r2.rearrange(part), OF_2)
                .blend(r3.rearrange(part), OF_3);
    }
}
