/// Matrix products by OpenBLAS: loading it, giving it memory, and calling it.
///
/// **Invariant.** OpenBLAS never has to ask the system for memory while it computes, for it ends
/// the process if it gets none: no more callers are let in than it has working memory for.
@NullMarked
package org.arenagrad.kernel.openblas;

import org.jspecify.annotations.NullMarked;
