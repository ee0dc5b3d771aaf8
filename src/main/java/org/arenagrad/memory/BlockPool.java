package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.function.Consumer;

/// Blocks of native memory of one thread, used again and again.
///
/// Getting memory from the system costs a zeroing pass and, for large blocks, page faults; a block
/// from here costs a few nanoseconds. A block is lent by binding it to the borrower's own confined
/// arena; closing that arena runs the block as its clean-up action, which puts it back. When the
/// thread is gone and the last segment over a block is unreachable, the collector gives its memory
/// back to the system. When memory runs out, the pool gives back its large free blocks at once.
///
/// Sizes come in classes, eight to each doubling and multiples of 64 bytes (a cache line, an
/// AVX-512 register), so at most an eighth of a block of 512 bytes or more is slack (the scheme of
/// jemalloc; Evans, 2006).
final class BlockPool {
    private static final long UNIT = 64;
    private static final long LARGEST = 1L << 60;

    // From here on a block has a shared arena that the pool can close when memory is short. That
    // takes some 50 µs, which thousands of small blocks would not be worth.
    private static final long LARGE = 1L << 18;

    private static final int CLASSES = 8 * 56;
    private static final Cleaner CLEANER = Cleaner.create();

    private final @Nullable Block[] free = new @Nullable Block[CLASSES];
    private long reservedBytes;

    /// A segment of `bytes` bytes, aligned to 64, with undefined content, that lives exactly as
    /// long as `arena`.
    ///
    /// @throws OutOfNativeMemoryException if the system, or the JVM's limit, has no more
    MemorySegment lend(long bytes, Arena arena) {
        if (bytes > LARGEST) {
            // Class numbers would overflow, and a small block be lent for a large one.
            throw new OutOfNativeMemoryException(
                    bytes,
                    ThreadMemory.current(),
                    new OutOfMemoryError("no machine has as many addresses"));
        }
        int sizeClass = sizeClass(bytes);
        Block block = free[sizeClass];
        if (block == null) {
            block = reserve(sizeClass, bytes);
        } else {
            free[sizeClass] = block.next;
            block.next = null;
        }
        return block.memory.reinterpret(bytes, arena, block);
    }

    /// Bytes in all blocks of this pool, lent or free.
    long reservedBytes() {
        return reservedBytes;
    }

    @SuppressWarnings("MustBeClosedChecker") // The block's: its cleaner closes it.
    private Block reserve(int sizeClass, long wanted) {
        long size = blockSize(sizeClass);
        boolean large = size >= LARGE;
        Arena arena = large ? Arena.ofShared() : Arena.ofAuto();
        MemorySegment memory;
        try {
            memory = arena.allocate(size, UNIT);
        } catch (OutOfMemoryError full) {
            // Free blocks of other sizes may be all that stands in the way.
            dropFreeBlocks();
            memory = SystemMemory.allocate(arena, size, wanted);
        }
        reservedBytes += size;
        FlightEvents.poolGrew(size, reservedBytes);
        Block block = new Block(memory, sizeClass);
        if (large) {
            block.giveBack = CLEANER.register(block, arena::close);
        }
        return block;
    }

    private void dropFreeBlocks() {
        for (int c = 0; c < CLASSES; c++) {
            for (Block block = free[c]; block != null; block = block.next) {
                reservedBytes -= block.memory.byteSize();
                if (block.giveBack != null) {
                    block.giveBack.clean();
                }
            }
        }
        Arrays.fill(free, null);
    }

    /// The number of the smallest class whose blocks hold `bytes`.
    static int sizeClass(long bytes) {
        long units = Math.max(1, (bytes + UNIT - 1) / UNIT);
        int doubling = Math.max(3, 63 - Long.numberOfLeadingZeros(Math.max(1, units - 1)));
        long step = 1L << (doubling - 3);
        return (doubling - 3) * 8 + (int) ((units + step - 1) / step) - 1;
    }

    /// The bytes in a block of the given class: the inverse of [#sizeClass].
    static long blockSize(int sizeClass) {
        int doubling = sizeClass < 16 ? 0 : (sizeClass - 8) / 8;
        return ((long) (sizeClass - 8 * doubling + 1) << doubling) * UNIT;
    }

    /// One block; as a clean-up action it returns itself.
    private final class Block implements Consumer<MemorySegment> {
        private final MemorySegment memory;
        private final int sizeClass;
        private Cleaner.@Nullable Cleanable giveBack;
        private @Nullable Block next;

        Block(MemorySegment memory, int sizeClass) {
            this.memory = memory;
            this.sizeClass = sizeClass;
        }

        @Override
        public void accept(MemorySegment closed) {
            next = free[sizeClass];
            free[sizeClass] = this;
        }
    }
}
