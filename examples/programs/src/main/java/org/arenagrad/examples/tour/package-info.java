/// A guided tour of lifetimes: each program shows one reason why memory begins, lasts or ends.
/// [Tour#ALL] has them in the order in which to run and read them.
///
/// **Invariant.** What a program claims it has measured: each number behind an arrow comes from the
/// ledger or from a tensor, and the program leaves nothing behind.
@NullMarked
package org.arenagrad.examples.tour;

import org.jspecify.annotations.NullMarked;
