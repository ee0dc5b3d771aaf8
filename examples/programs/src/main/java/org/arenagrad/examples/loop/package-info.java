/// What the training loops of all examples share: the settings, the batches of all epochs, and
/// listeners that receive events of the training run.
///
/// **Invariant.** It computes nothing of the training itself: forward, backward and the optimizer's
/// step are in the example. A listener changes nothing, so a run that is watched takes the same
/// steps as one that is not.
///
/// Read [Training] first.
@NullMarked
package org.arenagrad.examples.loop;

import org.jspecify.annotations.NullMarked;
