package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// What one thread knows of memory: its innermost scope, its blocks, its ledger, who listens, and
/// whether sites are recorded.
final class ThreadMemory {
    private static final ThreadLocal<ThreadMemory> CURRENT =
            ThreadLocal.withInitial(ThreadMemory::new);

    final Thread thread = Thread.currentThread();

    // A platform thread's own, from first to last. A virtual thread has one while a scope is open.
    private @Nullable BlockPool pool;

    final Ledger ledger = new Ledger(this);
    @Nullable Scope scope;
    @Nullable MemoryListener listener;
    @Nullable DryRun dryRun;
    Phase phase = Phase.FORWARD;
    boolean trace = Boolean.getBoolean("arenagrad.trace");
    final boolean poison = "poison".equals(System.getProperty("arenagrad.debug"));

    // Whether a listener is being told something.
    private boolean telling;

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
                ? pool().lend(bytes, arena)
                : SystemMemory.allocate(arena, bytes, bytes);
    }

    private BlockPool pool() {
        BlockPool mine = pool;
        if (mine == null) {
            mine = thread.isVirtual() ? PoolStock.take() : new BlockPool();
            pool = mine;
        }
        return mine;
    }

    /// Bytes in the blocks of its pool, lent or free.
    long reservedBytes() {
        return pool == null ? 0 : pool.reservedBytes();
    }

    /// Takes note that the outermost scope has closed: every block is free again.
    void outermostClosed() {
        BlockPool idle = pool;
        if (idle != null && thread.isVirtual()) {
            // First it is nobody's: at worst, where the stack ends, the collector gets it.
            pool = null;
            PoolStock.leave(idle);
        }
    }

    /// Tells the listeners, if there are any.
    void tell(Consumer<MemoryListener> telling) {
        MemoryListener told = listener;
        if (told != null) {
            this.telling = true;
            try {
                telling.accept(told);
            } finally {
                this.telling = false;
            }
        }
    }

    /// Makes sure that it is this thread's, and that no listener is in the middle of being told
    /// something, when books and lists are about to change.
    ///
    /// @param verb what is about to be done
    /// @param what to what, for messages (shown with `toString`)
    /// @throws ScopeException if not
    void requireChangeable(String verb, Object what) {
        requireThread(verb, what);
        if (telling) {
            throw new ScopeException(
                    "a memory listener can't %s %s: it is told of buffers, and must leave them alone"
                            .formatted(verb, what));
        }
    }

    /// Makes sure that it is this thread's.
    ///
    /// @throws ScopeException if not
    void requireThread(String verb, Object what) {
        if (thread != Thread.currentThread()) {
            throw new ScopeException(
                    "thread '%s' can't %s %s of thread '%s': each thread opens scopes of its own"
                            .formatted(
                                    Thread.currentThread().getName(),
                                    verb,
                                    what,
                                    thread.getName()));
        }
    }
}
