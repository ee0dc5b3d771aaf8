package org.arenagrad.array;

import org.arenagrad.kernel.Binary;
import org.arenagrad.kernel.Elementwise;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Folds rows of an array into one, element by element: sums over the first dimension, and their
/// kin.
///
/// Adding a million rows one after the other would lose the digits of the last ones, in float32 all
/// of them. So rows are folded in blocks, and blocks in pairs, pairs of pairs, …, as in a binary
/// counter: the rounding error grows with the logarithm of the number of rows (pairwise summation;
/// Higham, 1993). Up to one block, nothing is allocated but one row.
final class RowFold implements AutoCloseable {
    private static final int BLOCK = 128;

    private final Binary op;
    private final Elementwise kernels;
    private final NdArray x;
    private final MemorySegment source;
    private final long stride;
    private final int length;

    // Level 0 is the block being folded; level k + 1, if bit k of `blocks` is set, 2^k whole
    // blocks.
    private final List<NdArray> levels = new ArrayList<>();
    private int inBlock;
    private long blocks;

    /// @param stride the distance between the elements of a row of `x`
    /// @param length their number
    RowFold(Binary op, NdArray x, long stride, int length) {
        this.op = op;
        this.kernels = x.dtype().kernels().elementwise();
        this.x = x;
        this.source = x.segment();
        this.stride = stride;
        this.length = length;
        levels.add(row());
    }

    private NdArray row() {
        return NdArray.empty("rows", Shape.of(length), x.dtype());
    }

    /// Takes the row that begins at `from`.
    void add(long from) {
        MemorySegment block = levels.getFirst().segment();
        if (inBlock == 0) {
            kernels.copy(source, from, stride, block, 0, 1, length);
        } else {
            kernels.binary(op, block, 0, 1, source, from, stride, block, 0, length);
        }
        if (++inBlock == BLOCK) {
            carry();
        }
    }

    private void carry() {
        NdArray sum = levels.getFirst();
        int level = 1;
        for (long carried = blocks; (carried & 1) == 1; carried >>= 1) {
            fold(levels.get(level++), sum);
        }
        if (level == levels.size()) {
            levels.add(row());
        }
        levels.set(0, levels.get(level));
        levels.set(level, sum);
        inBlock = 0;
        blocks++;
    }

    private void fold(NdArray row, NdArray into) {
        MemorySegment sum = into.segment();
        kernels.binary(op, sum, 0, 1, row.segment(), 0, 1, sum, 0, length);
    }

    /// Writes the result to `out`, and is ready for other rows.
    ///
    /// @param neutral what no rows give
    void finish(MemorySegment out, long at, double neutral) {
        NdArray sum = levels.getFirst();
        if (inBlock == 0) {
            sum.fill(neutral);
        }
        for (int level = 1; level < levels.size(); level++) {
            if ((blocks >> (level - 1) & 1) == 1) {
                fold(levels.get(level), sum);
            }
        }
        kernels.copy(sum.segment(), 0, 1, out, at, 1, length);
        inBlock = 0;
        blocks = 0;
    }

    /// Ends the rows in between.
    @Override
    public void close() {
        levels.forEach(level -> level.buffer().close());
    }
}
