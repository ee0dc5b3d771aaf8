package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/// Blocks of native memory of one thread at a time, used again and again.
///
/// Getting memory from the system costs a zeroing pass and, for large blocks, page faults; a block
/// from here costs a few nanoseconds. A block is lent by binding it to the borrower's own confined
/// arena; closing that arena runs the block as its clean-up action, which puts it back. When the
/// thread is gone and the last segment over a block is unreachable, the collector gives its memory
/// back to the system. When memory runs out, all pools give back their large free blocks at once,
/// whichever thread asks: what one thread has freed another can have. So lists of large blocks are
/// touched under the pool's lock, which small ones do without.
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
    private static final int FIRST_LARGE = sizeClass(LARGE);
    private static final Cleaner CLEANER = Cleaner.create();

    /// The pools of all threads there are, for the day when memory runs out.
    private static final Set<BlockPool> ALL =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final @Nullable Block[] free = new @Nullable Block[CLASSES];
    private long reservedSmall;
    private long reservedLarge;

    BlockPool() {
        ALL.add(this);
    }

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
        Block block = isLarge(sizeClass) ? takeLarge(sizeClass) : take(sizeClass);
        if (block == null) {
            block = reserve(sizeClass, bytes);
        }
        return block.memory.reinterpret(bytes, arena, block);
    }

    /// Bytes in all blocks of this pool, lent or free.
    synchronized long reservedBytes() {
        return reservedSmall + reservedLarge;
    }

    private static boolean isLarge(int sizeClass) {
        return sizeClass >= FIRST_LARGE;
    }

    private synchronized @Nullable Block takeLarge(int sizeClass) {
        return take(sizeClass);
    }

    private @Nullable Block take(int sizeClass) {
        Block block = free[sizeClass];
        if (block != null) {
            free[sizeClass] = block.next;
            block.next = null;
        }
        return block;
    }

    @SuppressWarnings("MustBeClosedChecker") // The block's: its cleaner closes it.
    private Block reserve(int sizeClass, long wanted) {
        long size = blockSize(sizeClass);
        boolean large = isLarge(sizeClass);
        Arena arena = large ? Arena.ofShared() : Arena.ofAuto();
        MemorySegment memory;
        try {
            memory = arena.allocate(size, UNIT);
        } catch (OutOfMemoryError full) {
            // Free blocks of other sizes, or of other threads, may be all that stands in the way.
            dropFreeBlocks();
            memory = SystemMemory.allocate(arena, size, wanted);
        }
        Block block = new Block(memory, sizeClass);
        if (large) {
            keepLarge(block, arena);
        } else {
            reservedSmall += size;
        }
        FlightEvents.poolGrew(size, reservedBytes());
        return block;
    }

    private synchronized void keepLarge(Block block, Arena arena) {
        try {
            block.giveBack = CLEANER.register(block, arena::close);
            reservedLarge += block.memory.byteSize();
        } finally {
            if (block.giveBack == null) {
                // The Java heap is full: nobody else would ever close it.
                arena.close();
            }
        }
    }

    private void dropFreeBlocks() {
        for (int c = 0; c < FIRST_LARGE; c++) {
            for (Block block = free[c]; block != null; block = block.next) {
                reservedSmall -= block.memory.byteSize();
            }
            free[c] = null;
        }
        List<BlockPool> pools;
        synchronized (ALL) {
            pools = List.copyOf(ALL);
        }
        pools.forEach(BlockPool::dropLargeBlocks);
    }

    /// Gives the memory of large free blocks back to the system.
    synchronized void dropLargeBlocks() {
        for (int c = FIRST_LARGE; c < CLASSES; c++) {
            for (Block block = free[c]; block != null; block = block.next) {
                reservedLarge -= block.memory.byteSize();
                if (block.giveBack != null) {
                    block.giveBack.clean();
                }
            }
            free[c] = null;
        }
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
            if (isLarge(sizeClass)) {
                acceptLarge();
            } else {
                next = free[sizeClass];
                free[sizeClass] = this;
            }
        }

        private void acceptLarge() {
            synchronized (BlockPool.this) {
                next = free[sizeClass];
                free[sizeClass] = this;
            }
        }
    }
}
