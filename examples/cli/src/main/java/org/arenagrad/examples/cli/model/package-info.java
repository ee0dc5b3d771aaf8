/// Saved models: what makes one again, how good it is, and what it predicts.
///
/// **Invariant.** A model's file is enough: the arguments in it ([SavedArguments]) make the same
/// data and the same network again, or an error says what has changed.
@NullMarked
package org.arenagrad.examples.cli.model;

import org.jspecify.annotations.NullMarked;
