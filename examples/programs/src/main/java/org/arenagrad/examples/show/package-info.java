/// What the short programs of `mistakes` and `tour` have in common: they can be run by name, and
/// they print the same way.
///
/// **Invariant.** It only prints: a program does the same without it.
@NullMarked
package org.arenagrad.examples.show;

import org.jspecify.annotations.NullMarked;
