/// A guided tour of lifetimes: each program shows one reason why memory begins, lasts or ends.
///
/// [Tour#ALL] has them in the order in which to run and read them.
@NullMarked
package org.arenagrad.examples.tour;

import org.jspecify.annotations.NullMarked;
