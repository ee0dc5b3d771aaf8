package org.arenagrad.kernel.gemm;

/// Which algorithm computes which product, and in how many pieces: all thresholds, in one place.
///
/// There are three. OpenBLAS serves wherever it is: tiny, narrow and large products alike. Without
/// it, the packed product over vectors does ([PackedFloat64]), and without those, or while they
/// warm up, loops over single elements ([ScalarGemmFloat64]). The two in Java give the same bits,
/// as each element is the same chain of operations ([#DEPTH]).
///
/// Sizes are `m` by `n` for the result, and `k` terms for each of its elements.
///
/// @param worthSharing multiplications below which a second thread does not pay: it takes some ten
///   microseconds until it has woken up
/// @param packing how many multiplications take as long as it takes to pack an element of an
///   operand
/// @param grain pieces for threads are multiples of this: whole vectors and whole rows of tiles of
///   all types, so that the same elements lie at the edge of C, where OpenBLAS may round in another
///   way, however many pieces there are. No more than that, or the pieces differ: of 256 rows,
///   multiples of 48 would be 144 and 112
public record GemmPlan(long worthSharing, long packing, int grain) {
    /// The thresholds as measured; see CONTRIBUTING.
    public static final GemmPlan MEASURED = new GemmPlan(1L << 22, 16, 16);

    /// How many terms are added in sequence, multiplied and added in one operation, before their
    /// sum goes to the result. With AVX-512 a panel of B of this depth, 36 KiB, leaves room in the
    /// first cache for what else passes through it (256: a fifth slower). It is the same
    /// everywhere, so that results are.
    public static final int DEPTH = 192;

    /// Whether the packed product computes `Cᵀ = Bᵀ·Aᵀ` instead, as fewer elements are then
    /// computed for nothing. As its result is stored one number at a time, it must be worth it.
    ///
    /// @param rows of a tile
    /// @param lanes of a vector
    static boolean isBetterTransposed(int m, int n, int rows, int lanes) {
        return padded(n, m, rows, lanes) * 3 < padded(m, n, rows, lanes) * 2;
    }

    /// The elements that are computed so that `m` by `n` come out: whole tiles.
    private static long padded(int m, int n, int rows, int lanes) {
        return Math.ceilDiv((long) m, rows) * rows * Math.ceilDiv(n, lanes) * lanes;
    }

    /// How many rows, or columns if there are more of those, a thread takes: an equal share, or all
    /// of them if sharing does not pay.
    public int piece(int m, int n, int k, int threads) {
        int extent = Math.max(m, n);
        return work(m, n, k) < worthSharing
                ? extent
                : Math.ceilDiv(Math.ceilDiv(extent, threads), grain) * grain;
    }

    /// How many products of a batch a thread takes: an equal share, or all of them.
    public int piece(int m, int n, int k, int count, int threads) {
        return work(m, n, k) * count < worthSharing ? count : Math.ceilDiv(count, threads);
    }

    private long work(long m, long n, long k) {
        return m * n * k + packing * (m + n) * k;
    }
}
