/// Options that several commands share, and how the constants of enums are written in them.
///
/// **Invariant.** Everything in [ExampleOptions] and below is checked before anything is computed;
/// the error names the option and the value.
@NullMarked
package org.arenagrad.examples.cli.option;

import org.jspecify.annotations.NullMarked;
