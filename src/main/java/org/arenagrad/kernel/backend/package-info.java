/// Which kernels serve: the backends, what each is made of, and what keeps one from serving.
///
/// **Invariant.** One backend serves at a time, in all threads; one that was asked for by name
/// serves or is refused with the reason, never replaced in silence.
@NullMarked
package org.arenagrad.kernel.backend;

import org.jspecify.annotations.NullMarked;
