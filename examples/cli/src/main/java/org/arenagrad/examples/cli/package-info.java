/// The command line `arenagrad`: [Main] puts its commands together.
///
/// **Invariant.** The exit code tells how a command ended: 0 if all went well, 2 if the arguments
/// make no sense, 1 for any other error. An error is one line on the error stream.
///
/// From the bottom up: `console` and `report`; `option`, `output`, `recipe` and `profile`; `data`;
/// `model`; `training`; `command`.
@NullMarked
package org.arenagrad.examples.cli;

import org.jspecify.annotations.NullMarked;
