/// How to train: the network, the loss, the optimizer, the schedule. [Recipe] has it all,
/// [RecipeOptions] reads it from the command line.
///
/// **Invariant.** A recipe says nothing about the data, and holds no tensor: it makes the network
/// in the scope of the caller, from the caller's generator.
@NullMarked
package org.arenagrad.examples.cli.recipe;

import org.jspecify.annotations.NullMarked;
