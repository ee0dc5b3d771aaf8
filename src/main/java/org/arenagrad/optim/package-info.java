/// Optimizers, learning-rate schedules, gradient clipping.
///
/// **Invariant.** An optimizer makes all its state when it is made, beside the parameters, in the
/// scope they live in. A step changes parameters and state in place, in one pass, and allocates
/// nothing: a sealed scope stays as it is.
@NullMarked
package org.arenagrad.optim;

import org.jspecify.annotations.NullMarked;
