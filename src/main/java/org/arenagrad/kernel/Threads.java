package org.arenagrad.kernel;

/// How many threads compute: those of [Parallel] and those of OpenBLAS. As many as the machine has
/// processors, unless `-Darenagrad.threads=n` or [#use] says otherwise.
public final class Threads {
    private static final String PROPERTY = "arenagrad.threads";

    private static volatile int count = fromProperty();

    private Threads() {}

    /// The most that work on one kernel, the calling one included.
    public static int count() {
        return count;
    }

    /// Sets how many, for all kernels from the next one on. 1 computes on the calling thread alone.
    ///
    /// @throws IllegalArgumentException if it is not at least 1
    public static void use(int threads) {
        count = requireSome("threads", threads);
    }

    private static int fromProperty() {
        int processors = Runtime.getRuntime().availableProcessors();
        return requireSome("-D" + PROPERTY, Integer.getInteger(PROPERTY, processors));
    }

    private static int requireSome(String name, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + threads);
        }
        return threads;
    }
}
