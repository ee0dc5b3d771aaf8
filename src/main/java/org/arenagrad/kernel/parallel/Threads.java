package org.arenagrad.kernel.parallel;

/// How many threads compute: those of [Parallel] and those of OpenBLAS. As many as the machine has
/// processors, unless `-Darenagrad.threads=n` or [#use] says otherwise.
public final class Threads {
    private static final String PROPERTY = "arenagrad.threads";

    /// Beyond that a machine would be of a kind we have never seen.
    private static final int MOST = 1024;

    private static volatile int count = fromProperty();

    private Threads() {}

    /// The most that work on one kernel, the calling one included.
    public static int count() {
        return count;
    }

    /// Sets how many, for all kernels from the next one on. 1 computes on the calling thread alone.
    /// They are started now, so that a machine that can't carry them says so here.
    ///
    /// @throws IllegalArgumentException if it is not from 1 to 1024, or the system lets fewer
    ///   start: with how many it does; the number stays as it was
    public static void use(int threads) {
        int wanted = requirePossible("threads", threads);
        int possible = possible(wanted);
        if (possible < wanted) {
            throw new IllegalArgumentException(
                    """
                    threads: the system lets this process have %s, not %s. Use fewer, or raise its \
                    limits of memory and of threads\
                    """
                            .formatted(possible, wanted));
        }
        count = wanted;
    }

    /// Starts threads until there are as many as wanted, the calling one included, or the system
    /// lets no more start.
    ///
    /// @return how many there are
    public static int possible(int wanted) {
        return Helper.atLeast(wanted - 1).length + 1;
    }

    private static int fromProperty() {
        int processors = Runtime.getRuntime().availableProcessors();
        return requirePossible("-D" + PROPERTY, Integer.getInteger(PROPERTY, processors));
    }

    private static int requirePossible(String name, int threads) {
        if (threads < 1 || threads > MOST) {
            throw new IllegalArgumentException(
                    "%s must be from 1 to %s, not %s".formatted(name, MOST, threads));
        }
        return threads;
    }
}
