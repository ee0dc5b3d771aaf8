/// The loops: over one run, two or three, folds, rows and optimizer steps, each written once for
/// single elements and once for vectors, and defined again for each operation ([Copies]).
///
/// **Invariant.** To the compiler, a loop knows its operation. No loop takes its operation as an
/// argument that it would have to call for each vector: that costs a factor of twenty.
///
/// **Decision.** A loop is defined once per operation (`Copies`), as a hidden class with the
/// operation as a constant. An operation passed as a parameter would be called for each vector, and
/// each vector would become an object. Loops written out per operation are as fast, but were six
/// thousand lines.
///
/// **Decision.** Vectors take over once they pay (`WarmUp`), unless a backend was requested by
/// name. Until it is compiled, a vector is an object and each of its operations a call, and
/// compiling a loop over vectors takes a tenth of a second. So each operation begins with single
/// elements, counted, not timed; then a few vectors of each call are tried until the loop is
/// compiled. Both give the same bits, so the switch is invisible. For equal bits, single elements
/// use a fused multiply-add (`Math.fma`), which is slow on processors without one (x86 before
/// 2013), as it is with the Vector API.
///
/// **Decision.** The compiler (JDK 25) allocates a vector on the heap if it may come from two
/// places. So: no `add ? load(y) : zero` in front of a loop, no method that returns one or the
/// other, and at most some forty vector operations in one loop.
@NullMarked
package org.arenagrad.kernel.loop;

import org.jspecify.annotations.NullMarked;
