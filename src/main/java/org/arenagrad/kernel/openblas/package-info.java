/// Matrix products by OpenBLAS: loading it, giving it memory, and calling it.
///
/// **Invariant.** OpenBLAS never has to ask the system for memory while it computes, for it ends
/// the process if it gets none: no more callers are let in than it has working memory for.
///
/// **Decision.** OpenBLAS computes on the calling thread, and `ParallelGemm` shares products among
/// threads. With its own threads OpenBLAS allocates at any time, and exits the process, or hangs,
/// if it gets no memory. On a busy machine it was also 2 to 20 times slower, since its threads spin
/// while they wait. It gets its working memory when it is loaded, 128 MiB of addresses per
/// processor (`OpenBlasLibrary`), and no more callers than that are admitted (`OpenBlasPlaces`).
///
/// **Decision.** Batched products are a loop of `cblas_?gemm` calls, not
/// `cblas_?gemm_batch_strided`. With OpenBLAS 0.3.31 the latter crashed the process on small
/// matrices (8, 32 and 64; fixed upstream later), and gained 1 to 7 % where it ran.
///
/// **Decision.** Where OpenBLAS is available it computes all products, tiny and narrow ones too.
/// Our own loops for those (few rows, few terms, rows with rows) gained up to 8 % of a spiral step
/// on AVX2 and lost 4 % on AVX-512, where OpenBLAS has its own path for small matrices.
/// CONTRIBUTING.md has the table, "What special loops were worth".
@NullMarked
package org.arenagrad.kernel.openblas;

import org.jspecify.annotations.NullMarked;
