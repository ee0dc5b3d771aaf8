package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/// The pools that virtual threads share: one has a pool while it has a scope open, and leaves it
/// here for the next.
///
/// A virtual thread often lives for one request. With a pool of its own each would take fresh
/// memory from the system, and the collector, which does not see native memory, would let that pile
/// up until the JVM's limit is reached.
///
/// Only so many pools are kept as threads can compute at the same time, and some for those that
/// wait with a scope open. What is left over gives its large blocks back at once and its small ones
/// when it is collected.
final class PoolStock {
    private static final int FOR_EACH_PROCESSOR = 4;

    // The last one left is the first one taken: its blocks are still in the cache.
    private static final BlockingDeque<BlockPool> IDLE =
            new LinkedBlockingDeque<>(
                    FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());

    private PoolStock() {}

    static BlockPool take() {
        @Nullable BlockPool idle = IDLE.pollFirst();
        return idle == null ? new BlockPool() : idle;
    }

    /// @param pool none of whose blocks is lent
    static void leave(BlockPool pool) {
        if (!IDLE.offerFirst(pool)) {
            pool.dropLargeBlocks();
        }
    }
}
