/// The commands, one class each: options, help, and the order in which things happen.
///
/// **Invariant.** Commands do not know each other. Results go to the standard output; notes go to
/// the error stream as soon as the output is meant for another program.
@NullMarked
package org.arenagrad.examples.cli.command;

import org.jspecify.annotations.NullMarked;
