/// Mistakes made on purpose: each program makes one, prints the error it gets, and then does it
/// right.
///
/// [Mistakes#ALL] lists them.
@NullMarked
package org.arenagrad.examples.mistakes;

import org.jspecify.annotations.NullMarked;
