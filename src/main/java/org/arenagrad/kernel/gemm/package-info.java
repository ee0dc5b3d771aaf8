/// Matrix products in Java, and the one plan that decides which algorithm computes which product
/// ([GemmPlan]).
///
/// **Invariant.** An element of the result is one chain of fused multiply-adds for each block of
/// [GemmPlan#DEPTH] terms, and the blocks are added in order, whichever algorithm computes it and
/// however the product is cut. So neither the plan nor the number of threads shows in a result.
///
/// **Decision.** Every element is the same chain of fused multiply-adds, whoever computes it:
/// vectors or single elements, tiles at the edge or inside, one thread or several. Algorithms and
/// thresholds may thus change without changing a bit of a result.
@NullMarked
package org.arenagrad.kernel.gemm;

import org.jspecify.annotations.NullMarked;
