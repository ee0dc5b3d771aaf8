/// Tensors with gradients: the operations, the graph they record, and backward through it.
///
/// ```java
/// try (var step = Scope.open("step")) {
///     Tensor x = Tensor.of(1, 2, 3).requireGrad();
///     Tensor y = x.square().sum(); // recorded: what was computed, and from what
///     y.backward(); // frees each saved value after its last read
///     assert Arrays.equals(x.grad().toArray(), new double[] {2, 4, 6}); // 2x
///     GradCheck.of(in -> in[0].tanh().sum()).check(x); // against finite differences
/// }
/// ```
///
/// **Invariant.** Each node of the graph declares exactly which values its gradient will read;
/// they, and nothing else, are kept for it. Backward consumes the graph: each saved value,
/// intermediate and in-flight gradient is freed after its last read. Leaves, the root and what the
/// user retained stay.
///
/// **Peak.** So the most memory that forward and backward take, on top of what lasts, is known
/// beforehand: over all places of backward, the largest sum of what backward must still have there
/// (the values saved by nodes not visited yet), the gradient that arrives, and the largest
/// temporary of that place. For linear layers of widths `n0 … nL` with ReLUs between them and a
/// cross-entropy behind, on `N` rows, with `S(k) = N·(n1 + … + nk)` saved below, in elements:
///
/// | place | saved | arrives | largest temporary |
/// |---|---|---|---|
/// | linear `k` | `S(k-1)` | `N·nk` | `N·n(k-1)`, none for `k = 1` |
/// | ReLU `k` | `S(k)` | `N·nk` | `N·nk` |
/// | cross-entropy | `S(L) + 1` | `1` | `N·nL` |
///
/// and 2 more everywhere, the loss and its upstream gradient 1. (The gradients of weights and
/// biases accumulate in their leaves, which last.) Forward takes no more: there the temporary is
/// what a ReLU reads. A test (`PeakTest`) holds this against random networks, to the byte. Without
/// gradients, a `Sequential` takes its two largest neighbouring values.
///
/// A convolution of `[N, C, H, W]` to `[N, O, P, Q]` keeps its input and its weight, and never what
/// windows see. So, on top of what lasts and the result `N·O·P·Q`, a convolution with gradients of
/// all it has takes in elements
///
/// | place | largest temporary |
/// |---|---|
/// | forward | none |
/// | gradient of the input | `N·C·H·W`; with a stride `N·C·H·W + B` |
/// | gradient of the weight | none |
/// | gradient of the bias | `O` |
///
/// Where windows step over elements, the gradient of the input is a product that gives columns:
/// with kernels of `K` elements in `G` groups, of elements of `s` bytes, `B = i·C·K·r·Q` at a time,
/// of `i` whole images (`r = P`) if one or more of them are at most 1 MiB, `i = min(N, ⌊2^20 /
/// (s·C·K·P·Q)⌋)`, else of one image (`i = 1`) the rows `r = min(P, max(1, ⌊2^20 / (s·C·K·Q)⌋))`.
/// Without the Vector API all three are such products: then forward takes `B` as well, and the
/// gradient of the weight `B + i·O·C·K`, of fewer images: both parts count for the 1 MiB (`B` if `i
/// = 1` or `G > 1`). `B = 0` where the kernel is a single element, without stride and padding. No
/// term but that of the input's gradient grows with the batch.
///
/// Operations of your own: [CustomFunction].
///
/// Read [Tensor] first, then [Operation] (what one node is), [Arithmetic] (the simplest operations)
/// and [Backward].
///
/// **Decision.** A leaf has memory for its gradient from `requireGrad()` on, in its own scope. The
/// first step then costs what later steps cost, a sealed scope does not grow, and "live bytes =
/// parameters + gradients + optimizer state + data" holds from the start. `zeroGrad()` only marks
/// the gradient as absent: the next gradient is copied, not added, which saves a pass.
///
/// **Decision.** Backward visits nodes by depth (one more than that of the deepest operand), not by
/// a global creation counter. Threads share no state, and a queue by falling depth meets each node
/// after all its uses.
///
/// **Decision.** Backward runs each gradient in its own scope. Temporaries end there; results move
/// to the enclosing scope. These are the primitives that users have, too.
///
/// **Decision.** Parameters get their gradients before the input does. A parameter's gradient ends
/// as soon as the leaf has it, so it never coexists with the input's gradient: the peak is what
/// backward must have and the *largest* temporary.
///
/// **Decision.** A gradient is accumulated directly into its leaf if the operation can do so
/// (`Operation.gradientInto`; linear layers do, for weight and bias). That saves a temporary as
/// large as the parameter, and a pass over it.
///
/// **Decision.** Only recorded results belong to the graph. What the user computed without
/// gradients stays until its scope ends, even if a node saved it.
///
/// **Decision.** Checkpoints find out themselves where gradients flow: the first run notes each
/// input that requires one, so a parameter captured by a lambda is not forgotten.
@NullMarked
package org.arenagrad.autograd;

import org.jspecify.annotations.NullMarked;
