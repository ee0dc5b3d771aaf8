/// What a training step of an example does to memory: predicted or measured ([StepPlan]), or
/// recorded buffer by buffer ([Recording]).
///
/// **Invariant.** It watches a training run from outside, as a listener: the step takes the same
/// memory and computes the same values as without it.
@NullMarked
package org.arenagrad.examples.cli.profile;

import org.jspecify.annotations.NullMarked;
