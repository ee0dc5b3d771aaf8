package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.Span;
import org.arenagrad.memory.SystemMemory;

/// Where fused rows keep what they have no output for: native memory of a fixed size for each
/// thread, kept from call to call. It is the garbage collector's once the thread has ended.
///
/// @param elements the exponentials of a run of rows
/// @param largest the largest element of each of these rows
/// @param sums their sums
record RowScratch(Span elements, Span largest, Span sums) {
    /// How many elements each part has: few enough to stay in the first cache.
    static final int LENGTH = 1024;

    private static final ThreadLocal<RowScratch> OF_THREAD =
            ThreadLocal.withInitial(() -> new RowScratch(part(), part(), part()));

    static RowScratch ofThisThread() {
        return OF_THREAD.get();
    }

    /// How many rows are done together.
    static int rows(int columns) {
        return Math.max(1, LENGTH / Math.max(1, columns));
    }

    private static Span part() {
        return Span.of(SystemMemory.ofThisThread((long) LENGTH * Double.BYTES), 0);
    }
}
