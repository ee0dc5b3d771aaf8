package org.arenagrad.ndarray;

import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.memory.DryRun;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Folds rows of an array into one, element by element: sums over the first dimension, and their
/// kin.
///
/// Adding a million rows in sequence would lose the digits of the last ones, in float32 all of
/// them. So rows are folded in blocks, and blocks in pairs, pairs of pairs, …, as in a binary
/// counter: the rounding error grows with the logarithm of the number of rows (pairwise summation;
/// Higham, 1993). What fits one block is folded where the result belongs, without rows in between.
final class RowFold implements AutoCloseable {
    private static final int BLOCK = 128;

    private final Binary op;
    private final double neutral;
    private final Elementwise kernels;
    private final Reductions folds;
    private final NdArray x;
    private final MemorySegment source;
    private final long stride;
    private final int length;

    // Level 0 is the block being folded; level k + 1, if bit k of `blocks` is set, 2^k whole
    // blocks.
    private final List<NdArray> levels = new ArrayList<>();
    private int inBlock;
    private long blocks;

    // Where the result goes, and where the block is folded: the same place if there is only one.
    private final MemorySegment out;
    private final boolean oneBlock;
    private MemorySegment block;
    private long at;
    private long blockAt;

    /// @param neutral what no rows give
    /// @param stride the distance between the elements of a row of `x`
    /// @param length their number
    /// @param rows how many rows make one result
    /// @param out where results go
    RowFold(Binary op, double neutral, NdArray x, long stride, int length, long rows, NdArray out) {
        this.op = op;
        this.neutral = neutral;
        this.kernels = x.dtype().kernels().elementwise();
        this.folds = x.dtype().kernels().reductions();
        this.x = x;
        this.source = x.segment();
        this.stride = stride;
        this.length = length;
        this.out = out.segment();
        this.oneBlock = rows <= BLOCK;
        this.block = this.out;
        if (!oneBlock) {
            levels.add(row());
            this.block = levels.getFirst().segment();
        }
    }

    /// Starts a result that goes to `at`.
    void begin(long at) {
        this.at = at;
        this.blockAt = oneBlock ? at : 0;
        inBlock = 0;
        blocks = 0;
    }

    private NdArray row() {
        return NdArray.empty("rows", Shape.of(length), x.dtype());
    }

    /// Takes `rows` rows, `distance` apart, the first of which begins at `from`.
    void add(long from, long distance, long rows) {
        if (stride != 1 && !DryRun.isOn()) {
            for (long i = 0; i < rows; i++) {
                add(from + i * distance);
            }
            return;
        }
        long taken = 0;
        while (taken < rows) {
            if (inBlock == BLOCK) {
                carry();
            }
            int count = (int) Math.min(rows - taken, BLOCK - inBlock);
            Span first = Span.of(source, from + taken * distance);
            Span into = Span.of(block, blockAt);
            if (inBlock == 0) {
                kernels.fill(into, length, neutral);
            }
            folds.foldRows(op, first, distance, count, length, into);
            inBlock += count;
            taken += count;
        }
    }

    /// Takes the row that begins at `from`.
    private void add(long from) {
        if (inBlock == BLOCK) {
            carry();
        }
        if (inBlock++ == 0) {
            kernels.copy(new Span(source, from, stride), Span.of(block, blockAt), length);
        } else {
            Span into = Span.of(block, blockAt);
            kernels.binary(op, into, new Span(source, from, stride), into, length);
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
        block = levels.getFirst().segment();
        inBlock = 0;
        blocks++;
    }

    private void fold(NdArray row, NdArray into) {
        kernels.binary(op, into.span(), row.span(), into.span(), length);
    }

    /// Completes the result.
    void finish() {
        if (inBlock == 0) {
            kernels.fill(Span.of(block, blockAt), length, neutral);
        }
        for (int level = 1; level < levels.size(); level++) {
            if ((blocks >> (level - 1) & 1) == 1) {
                fold(levels.get(level), levels.getFirst());
            }
        }
        if (!oneBlock) {
            kernels.copy(Span.of(block, 0), Span.of(out, at), length);
        }
    }

    /// Ends the rows in between.
    @Override
    public void close() {
        levels.forEach(level -> level.buffer().close());
    }
}
