package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs something on another thread and waits, for tests of what belongs to whom.
public final class Threads {
    private Threads() {}

    /// What `task` gives on a fresh thread named `other`.
    public static <T extends @Nullable Object> T elsewhere(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        Thread.ofPlatform().name("other").start(future);
        return future.get();
    }

    /// What `task` throws on a fresh thread named `other`; null if nothing.
    public static @Nullable Throwable thrownElsewhere(Callable<?> task) throws Exception {
        try {
            elsewhere(task);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
