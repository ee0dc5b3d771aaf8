package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

/// What one thread knows of memory: its innermost scope, its blocks, its ledger, and whether sites
/// are recorded.
final class ThreadMemory {
    private static final ThreadLocal<ThreadMemory> CURRENT =
            ThreadLocal.withInitial(ThreadMemory::new);

    final Thread thread = Thread.currentThread();
    final BlockPool pool = new BlockPool();
    final Ledger ledger = new Ledger(this);
    @Nullable Scope scope;
    boolean trace = Boolean.getBoolean("arenagrad.trace");

    static ThreadMemory current() {
        return CURRENT.get();
    }
}
