/// Convolutions over vectors that need no columns ([org.arenagrad.kernel.ConvKernels]).
///
/// Some rows of an image are copied, with the zeros around them, to a grid of the thread's own
/// ([GridFloat64]). There, what the windows see at one of their elements is a contiguous run, and
/// the run of the next element begins elsewhere: a table says where. So a matrix product whose
/// right operand would be the columns reads them from the grid (*implicit GEMM*; Chetlur et al.,
/// cuDNN, 2014), a vector of windows at a time. Grids are as wide as windows reach, and the columns
/// in excess are computed and not kept. If windows step over elements, those they step on lie side
/// by side in the grid.
///
/// **Invariant.** What a thread works in is bounded ([ConvScratchFloat64]), whatever the sizes of
/// batch and images, unless a single row exceeds it. An element of the result is one chain of fused
/// multiply-adds in the order of channels and window; an element of the weight's gradient is
/// [org.arenagrad.kernel.math.AccumulatorsFloat64#CHAINS] of them over all windows, joined in the
/// end: so threads and vectors show in no result.
///
/// **Decision.** Held against columns multiplied by OpenBLAS, in the same minutes (float32, two
/// threads, 2-core AVX2, `DeepSteps --backend openblas`): a training step of the network of four
/// convolutions with batch norms took 148 ms instead of 207, LeNet's 27 instead of 32, and no
/// memory of the pool.
@NullMarked
package org.arenagrad.kernel.conv;

import org.jspecify.annotations.NullMarked;
