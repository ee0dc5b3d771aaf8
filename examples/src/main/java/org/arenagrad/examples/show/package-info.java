/// What the short programs of `mistakes` and `tour` have in common: that they can be run by name,
/// and how they print.
@NullMarked
package org.arenagrad.examples.show;

import org.jspecify.annotations.NullMarked;
