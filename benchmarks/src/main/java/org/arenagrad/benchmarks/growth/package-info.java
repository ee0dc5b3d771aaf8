/// How the cost of a training step grows: with the batch, with the network, with the number of
/// operations. [org.arenagrad.benchmarks.Growth] runs it.
@NullMarked
package org.arenagrad.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
