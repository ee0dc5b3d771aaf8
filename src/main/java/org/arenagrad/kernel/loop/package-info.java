/// The loops: over one run, two or three, folds, rows and optimizer steps, each written once for
/// single elements and once for vectors, and defined again for each operation ([Copies]).
///
/// **Invariant.** To the compiler, a loop knows its operation. No loop takes its operation as an
/// argument that it would have to call for each vector: that costs a factor of twenty.
@NullMarked
package org.arenagrad.kernel.loop;

import org.jspecify.annotations.NullMarked;
