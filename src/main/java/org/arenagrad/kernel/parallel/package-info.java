/// How threads share a kernel: what is cut, into which pieces, and who computes them.
///
/// **Invariant.** [Parallel#run] returns, however it is left, only when no other thread touches the
/// memory of the job any more. How many threads there are shows in no result.
@NullMarked
package org.arenagrad.kernel.parallel;

import org.jspecify.annotations.NullMarked;
