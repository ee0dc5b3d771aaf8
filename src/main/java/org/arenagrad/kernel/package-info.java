/// The loops: elementwise functions, reductions, fused rows, optimizer updates and matrix products
/// over native segments, each written out once for every element type and technique (scalar, Vector
/// API, OpenBLAS).
///
/// **Invariant.** A kernel sees native segments and element offsets only. It allocates no tensor
/// memory, checks no shape (callers have), and every backend agrees with the scalar one, the
/// oracle, to rounding. Vector loops and the plain ones that serve before them give the same bits.
/// No loop takes its operator as an argument: the `switch` stands outside the loop, because an
/// operator that is not a constant to the compiler costs a factor of twenty.
@NullMarked
package org.arenagrad.kernel;

import org.jspecify.annotations.NullMarked;
