/// Numbers: how an element is read and rounded, what a vector is on this machine, and the functions
/// that are more than one operation of the processor's, once for a number and once for a vector.
///
/// **Invariant.** A function of a number and its twin of a vector are the same operations in the
/// same order, each rounded as the element type is, so that they give the same bits.
///
/// **Decision.** Exponentials and logarithms of the Vector API kernels are our own, not
/// `VectorOperators.EXP`. That one differs in the last bit between interpreted and compiled code,
/// so a seeded run would depend on when the JIT steps in. The same formulas for one number
/// (`MathFloat64`) compute the remainder after the last whole vector, so an element has the same
/// bits wherever it is.
///
/// **Decision.** The accumulator of an element is fixed (`AccumulatorsFloat64`). It depends neither
/// on the vector length of the machine nor on whether there are vectors.
@NullMarked
package org.arenagrad.kernel.math;

import org.jspecify.annotations.NullMarked;
