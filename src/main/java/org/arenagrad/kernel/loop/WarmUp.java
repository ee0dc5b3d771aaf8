package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.op.Cost;

/// How many elements of a loop vectors take, from when on.
///
/// Until the compiler has come to a loop, each vector is an object and each of its operations a
/// call: a hundred times as slow as it will be. And compiling a loop over vectors takes a tenth of
/// a second of processor time, which a short run never earns back. So an operation begins with
/// single elements, until there were so many that vectors would have saved about as much as they
/// cost (who rents skis until the rent has come to the price never pays more than twice what
/// somebody pays who knows how often he will go). Then a few vectors of each call are tried, so
/// that the loop is compiled while hardly anybody waits for it; and from then on vectors take all.
///
/// Counted in elements, not on the clock, and without effect on any result: single elements and
/// vectors give the same bits. (Threads that count at the same time may lose counts, which does no
/// harm.)
public final class WarmUp {
    /// Vectors that are tried with each call, and how many until the loop is taken for compiled:
    /// the JVM asks its second compiler for a loop after some ten thousand turns.
    private static final long TRIED = 64;

    private static final long TRIALS = 1 << 15;

    /// Single elements that come first, of a loop that waits for memory and of one that computes.
    private static final long MEMORY = 1L << 28;

    private static final long COMPUTE = 1L << 26;

    private long scalar;
    private long trials;

    private WarmUp(long scalar, long trials) {
        this.scalar = scalar;
        this.trials = trials;
    }

    /// For an operation. A vector saves some tenths of a nanosecond an element where a loop waits
    /// for memory, some nanoseconds where it computes.
    ///
    /// @param when whether there is to be a warm-up at all
    public static WarmUp of(Vectors when, Cost cost) {
        return switch (when) {
            case NEVER -> new WarmUp(Long.MAX_VALUE, 0);
            case ALWAYS -> new WarmUp(0, 0);
            case LATER -> new WarmUp(cost == Cost.MEMORY ? MEMORY : COMPUTE, TRIALS);
        };
    }

    /// For an operation of which a few calls are enough to compile its loops.
    ///
    /// @param calls with how many of them vectors are tried
    public static WarmUp ofCalls(Vectors when, int calls) {
        return when == Vectors.LATER ? new WarmUp(COMPUTE, calls * TRIED) : of(when, Cost.COMPUTE);
    }

    /// How many of `n` elements, from the front, vectors take: whole vectors, or all elements.
    ///
    /// @param widest how many elements the widest vectors have
    public long vectors(long n, int widest) {
        if (scalar > 0) {
            scalar -= scalar == Long.MAX_VALUE ? 0 : n;
            return 0;
        }
        if (n < widest) {
            return 0;
        }
        if (trials > 0) {
            long vectors = Math.min(TRIED, n / widest);
            trials -= vectors;
            return vectors * widest;
        }
        return n;
    }

    /// How many of some rows, from the front, vectors take.
    ///
    /// @param columns of which at least a vector is needed
    public long vectors(long rows, int columns, int widest) {
        if (columns < widest) {
            return 0;
        }
        long elements = vectors(rows * columns, widest);
        return elements == 0 ? 0 : Math.max(1, elements / columns);
    }
}
