/// The data that `train` knows by name: generated, bundled, or in the user's files. A [DataSource]
/// makes a [Task]: rows, targets, and the losses and metrics that fit them.
///
/// **Invariant.** Rows that are held out have no influence on what is learned: standardisation and
/// encodings are fitted to training rows. Other files are read as the training file was
/// ([TrainedOn]).
@NullMarked
package org.arenagrad.examples.cli.data;

import org.jspecify.annotations.NullMarked;
