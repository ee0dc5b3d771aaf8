package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What one thread knows of memory: its innermost scope, its blocks, its ledger, who listens, and
/// whether sites are recorded.
final class ThreadMemory {
    private static final ThreadLocal<ThreadMemory> CURRENT =
            ThreadLocal.withInitial(ThreadMemory::new);

    final Thread thread = Thread.currentThread();
    final BlockPool pool = new BlockPool();
    final Ledger ledger = new Ledger(this);
    @Nullable Scope scope;
    @Nullable MemoryListener listener;
    @Nullable DryRun dryRun;
    Phase phase = Phase.FORWARD;
    boolean trace = Boolean.getBoolean("arenagrad.trace");
    final boolean poison = "poison".equals(System.getProperty("arenagrad.debug"));

    // How many open scopes have a limit: as long as none has, nobody adds up.
    int limits;

    static ThreadMemory current() {
        return CURRENT.get();
    }

    /// Memory that lives as long as `arena`, with undefined content: a recycled block, or fresh
    /// memory where the JVM does not let blocks be lent.
    ///
    /// @throws OutOfNativeMemoryException if there is none
    MemorySegment lend(long bytes, Arena arena) {
        return NativeAccess.isGranted()
                ? pool.lend(bytes, arena)
                : SystemMemory.allocate(arena, bytes, bytes);
    }
}
