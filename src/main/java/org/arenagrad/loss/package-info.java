/// Losses: how far a prediction is from its target, as one number to minimise.
///
/// **Invariant.** Definitions are PyTorch's, to rounding. A loss keeps of its intermediate values
/// only those its gradient reads; the others have ended when it returns.
@NullMarked
package org.arenagrad.loss;

import org.jspecify.annotations.NullMarked;
