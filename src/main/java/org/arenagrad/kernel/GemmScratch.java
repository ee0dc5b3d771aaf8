package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Where the pure-Java matrix product packs its operands: three pieces of native memory for each
/// thread, kept from call to call, growing to what was needed but never beyond the block sizes of
/// the product (under 2 MiB together). The one memory that kernels have of their own. It is the
/// garbage collector's once the thread has ended.
final class GemmScratch {
    private static final ThreadLocal<GemmScratch> OF_THREAD =
            ThreadLocal.withInitial(GemmScratch::new);
    private static final long ALIGNMENT = 64;

    private @Nullable MemorySegment a;
    private @Nullable MemorySegment b;
    private @Nullable MemorySegment tile;

    private GemmScratch() {}

    static GemmScratch ofThisThread() {
        return OF_THREAD.get();
    }

    /// For panels of the left operand.
    MemorySegment a(long bytes) {
        MemorySegment enough = atLeast(bytes, a);
        a = enough;
        return enough;
    }

    /// For panels of the right operand.
    MemorySegment b(long bytes) {
        MemorySegment enough = atLeast(bytes, b);
        b = enough;
        return enough;
    }

    /// For one tile of the result that hangs over its edge.
    MemorySegment tile(long bytes) {
        MemorySegment enough = atLeast(bytes, tile);
        tile = enough;
        return enough;
    }

    private static MemorySegment atLeast(long bytes, @Nullable MemorySegment old) {
        return old != null && old.byteSize() >= bytes
                ? old
                : Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }
}
