/// The kernels of a dry run.
///
/// **Invariant.** Nothing is read and nothing is written; multiplications are counted as the real
/// kernels would do them.
///
/// **Decision.** A dry run is a backend that computes nothing (`DryKernels`), over buffers without
/// memory. Everything above kernels runs as always, so a prediction can't drift from the
/// measurement. Code that keeps its own state which a step changes (a count of steps) registers how
/// to restore it with `DryRun`; code that reads memory element by element asks `isDry()`. Values
/// are NaN rather than an error, so a step that logs its loss can be planned as it is.
@NullMarked
package org.arenagrad.kernel.dry;

import org.jspecify.annotations.NullMarked;
