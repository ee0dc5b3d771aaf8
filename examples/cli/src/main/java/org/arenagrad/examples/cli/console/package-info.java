/// The terminal: where a command writes, how numbers and progress bars look there, what Ctrl-C
/// does, and what was probably meant by a mistyped word.
///
/// **Invariant.** What goes into a pipe or a file has no colour and no line that is drawn again.
@NullMarked
package org.arenagrad.examples.cli.console;

import org.jspecify.annotations.NullMarked;
