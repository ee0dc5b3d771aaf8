/// Data to train on: sets of rows with their targets, the bundled and the generated ones, batches,
/// and what is done to data before training.
///
/// **Invariant.** A data set belongs to the scope it was made in, like any tensor; a batch holds no
/// memory until its rows are asked for, and then they belong to the scope open at that moment.
/// Whatever is random takes an [Rng][org.arenagrad.array.Rng], so a seed decides everything.
///
/// Read [Dataset] first, then [Batches]; [Datasets] lists what there is.
@NullMarked
package org.arenagrad.data;

import org.jspecify.annotations.NullMarked;
