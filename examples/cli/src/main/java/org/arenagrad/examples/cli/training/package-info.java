/// One training run from the command line: [TrainingRun] trains, [TrainingDisplay] shows how it
/// goes, [Outcome] is what comes of it, as text and as a report.
///
/// **Invariant.** An [Outcome] holds no tensor, so what is printed last (live bytes) is counted
/// after all scopes have closed.
///
/// **Decision.** `train` saves its command line, from which data and network are made again.
@NullMarked
package org.arenagrad.examples.cli.training;

import org.jspecify.annotations.NullMarked;
