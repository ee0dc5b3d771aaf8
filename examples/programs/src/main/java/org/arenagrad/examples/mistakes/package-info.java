/// Common beginner mistakes: each program deliberately makes one, prints the error, and then does
/// it right. [Mistakes#ALL] lists them.
///
/// **Invariant.** The error a program prints is the one that the framework threw, and the program
/// leaves nothing behind: no scope, no tensor, no switch in another position.
@NullMarked
package org.arenagrad.examples.mistakes;

import org.jspecify.annotations.NullMarked;
