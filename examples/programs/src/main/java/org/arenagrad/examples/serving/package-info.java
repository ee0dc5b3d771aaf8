/// A model that answers requests from many threads: [Service], to be copied, and [Load], which
/// measures it.
///
/// **Invariant.** A request leaves nothing behind: no buffer, no open scope, no mode of its thread,
/// however it ends. What requests share, the model, is never written to.
@NullMarked
package org.arenagrad.examples.serving;

import org.jspecify.annotations.NullMarked;
