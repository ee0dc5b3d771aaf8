/// Numbers: how an element is read and rounded, what a vector is on this machine, and the functions
/// that are more than one operation of the processor's, once for a number and once for a vector.
///
/// **Invariant.** A function of a number and its twin of a vector are the same operations in the
/// same order, each rounded as the element type is, so that they give the same bits.
@NullMarked
package org.arenagrad.kernel.math;

import org.jspecify.annotations.NullMarked;
