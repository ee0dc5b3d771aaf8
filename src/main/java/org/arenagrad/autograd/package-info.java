/// Tensors with gradients: the operations, the graph they record, and the walk back through it.
///
/// ```java
/// try (var step = Scope.open("step")) {
///     Tensor x = Tensor.of(1, 2, 3).requireGrad();
///     Tensor y = x.square().sum(); // recorded: what was computed, and from what
///     y.backward(); // walks back, and ends what it has read for the last time
///     assert Arrays.equals(x.grad().toArray(), new double[] {2, 4, 6}); // 2x
///     GradCheck.of(in -> in[0].tanh().sum()).check(x); // against finite differences
/// }
/// ```
///
/// **Invariant.** Each node of the graph declares exactly which values its gradient will read;
/// they, and nothing else, are kept for it. Walking back consumes the graph: a saved value, an
/// intermediate and a gradient on its way end as soon as they were read for the last time. Leaves,
/// the root and what the user retained stay.
///
/// **Peak.** So the most memory that forward and backward take, on top of what lasts, is known
/// beforehand: over all places of the walk, the largest sum of what backward must still have there
/// (the values saved by nodes not walked yet), the gradient that arrives, and the largest temporary
/// of that place. For linear layers of widths `n0 … nL` with ReLUs between them and a cross-entropy
/// behind, on `N` rows, with `S(k) = N·(n1 + … + nk)` saved below, in elements:
///
/// | place | saved | arrives | largest temporary |
/// |---|---|---|---|
/// | linear `k` | `S(k-1)` | `N·nk` | `N·n(k-1)`, none for `k = 1` |
/// | ReLU `k` | `S(k)` | `N·nk` | `N·nk` |
/// | cross-entropy | `S(L) + 1` | `1` | `N·nL` |
///
/// and 2 more everywhere, the loss and the 1 that reaches it. (The gradients of weights and biases
/// are computed where they gather, which lasts.) Forward takes no more: there the temporary is what
/// a ReLU reads. A test (`PeakTest`) holds this against random networks, to the byte. Without
/// gradients, a `Sequential` takes its two largest neighbouring values.
///
/// Operations of your own: [CustomFunction].
///
/// Read [Tensor] first, then [Operation] (what one node is), [Arithmetic] (the simplest operations)
/// and [Backward] (the walk).
@NullMarked
package org.arenagrad.autograd;

import org.jspecify.annotations.NullMarked;
