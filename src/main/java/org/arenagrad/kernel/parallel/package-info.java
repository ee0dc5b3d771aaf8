/// How threads share a kernel: what is cut, into which pieces, and who computes them.
///
/// **Invariant.** [Parallel#run] returns, however it is left, only when no other thread touches the
/// memory of the job any more. How many threads there are shows in no result.
///
/// **Decision.** Helper threads see tensor memory as their own (`Parallel.mine`): it is bound to a
/// confined arena of the helper while the owner waits. Memory that belongs to no thread would also
/// do, but compiled loops that had met both kinds were deoptimised and recompiled without end (25
/// ns per element instead of 0.7 in Adam). For the same reason, scratch memory of kernels is bound
/// to its thread.
///
/// **Decision.** A job is offered, not handed over. The caller begins at once and takes back what
/// no helper has begun, so a helper that wakes up late costs nothing (`Parallel`).
///
/// **Decision.** Parallelism is a decorator (`ParallelElementwise` and its siblings): the loops
/// themselves know nothing of threads.
///
/// **Decision.** Code that must run even when the stack overflows calls no method: waiting for
/// helpers (`Parallel`), giving a place in OpenBLAS back, removing a buffer from its scope's list.
/// A `StackOverflowError` comes when a method is entered, so such code runs completely or not at
/// all.
@NullMarked
package org.arenagrad.kernel.parallel;

import org.jspecify.annotations.NullMarked;
