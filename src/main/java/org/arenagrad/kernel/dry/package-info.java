/// The kernels of a dry run.
///
/// **Invariant.** Nothing is read and nothing is written; multiplications are counted as the real
/// kernels would do them.
@NullMarked
package org.arenagrad.kernel.dry;

import org.jspecify.annotations.NullMarked;
