package org.arenagrad.ndarray;

import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.DryRun;

import java.util.Arrays;

/// Several layouts of one shape, cut into runs: stretches along the innermost dimension that a
/// kernel takes in one call.
///
/// Dimensions of size 1 are dropped and neighbours that every layout steps through without a gap
/// are merged, so what is contiguous (or one repeated element) throughout is a single run however
/// many dimensions it has.
final class StridedLoop {
    /// Takes one run, given where it starts in each layout.
    interface Action {
        void run(long[] offsets);
    }

    private final boolean dry = DryRun.isOn();
    private final int[] sizes;
    private final long[][] strides;
    private final long[] offsets;
    private int rank;

    /// @param layouts all of the same shape
    StridedLoop(Layout... layouts) {
        Shape shape = layouts[0].shape();
        this.sizes = new int[Math.max(1, shape.rank())];
        this.strides = new long[layouts.length][sizes.length];
        this.offsets = new long[layouts.length];
        for (int k = 0; k < layouts.length; k++) {
            offsets[k] = layouts[k].offset();
        }
        // From the innermost dimension outwards; level 0 is the innermost.
        for (int d = shape.rank() - 1; d >= 0; d--) {
            if (shape.size(d) != 1 && !merged(shape.size(d), d, layouts)) {
                sizes[rank] = shape.size(d);
                for (int k = 0; k < layouts.length; k++) {
                    strides[k][rank] = layouts[k].stride(d);
                }
                rank++;
            }
        }
        if (rank == 0) {
            sizes[0] = 1;
            for (long[] s : strides) {
                s[0] = 1;
            }
            rank = 1;
        }
    }

    private boolean merged(int size, int d, Layout[] layouts) {
        if (rank == 0 || (long) sizes[rank - 1] * size > Integer.MAX_VALUE) {
            return false;
        }
        for (int k = 0; k < layouts.length; k++) {
            if (layouts[k].stride(d) != strides[k][rank - 1] * sizes[rank - 1]) {
                return false;
            }
        }
        sizes[rank - 1] *= size;
        return true;
    }

    /// The number of elements in each run.
    int length() {
        return sizes[0];
    }

    /// How many elements of a run to take if they are taken one by one: all, or the first in a dry
    /// run, as in [#forEach].
    int steps() {
        return dry ? Math.min(1, length()) : length();
    }

    /// The distance between neighbours of a run in one of the layouts.
    long stride(int layout) {
        return strides[layout][0];
    }

    /// Calls `action` for every run, in row-major order; in a dry run for one, to see what memory
    /// it takes, as kernels compute nothing and a huge shape would be walked through in vain. The
    /// array of offsets is reused from run to run.
    void forEach(Action action) {
        for (int level = 0; level < rank; level++) {
            if (sizes[level] == 0) {
                return;
            }
        }
        int[] index = new int[rank];
        while (true) {
            action.run(offsets);
            int level = 1;
            while (level < rank && ++index[level] == sizes[level]) {
                for (int k = 0; k < offsets.length; k++) {
                    offsets[k] -= strides[k][level] * (sizes[level] - 1);
                }
                index[level++] = 0;
            }
            if (level >= rank || dry) {
                return;
            }
            for (int k = 0; k < offsets.length; k++) {
                offsets[k] += strides[k][level];
            }
        }
    }

    @Override
    public String toString() {
        return "runs of %s over %s"
                .formatted(length(), Arrays.toString(Arrays.copyOf(sizes, rank)));
    }
}
