/// Tensors with gradients: the operations, the graph they record, and the walk back through it.
///
/// **Invariant.** Each node of the graph declares exactly which values its gradient will read;
/// they, and nothing else, are kept for it. Walking back consumes the graph: a saved value, an
/// intermediate and a gradient on its way end as soon as they were read for the last time. Leaves,
/// the root and what the user retained stay.
///
/// Read [Tensor] first, then [Operation] (what one node is), [Arithmetic] (the simplest operations)
/// and [Backward] (the walk).
@NullMarked
package org.arenagrad.autograd;

import org.jspecify.annotations.NullMarked;
