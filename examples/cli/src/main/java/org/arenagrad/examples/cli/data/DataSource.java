package org.arenagrad.examples.cli.data;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Augmentation;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.nn.Sequential;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Set;

/// Where `train` takes its rows from. A new one is a class of its own and a line in [DataSources].
public interface DataSource {
    /// What it is called on the command line.
    String name();

    /// What is learned from it, in a few words.
    String description();

    /// What works well for it.
    Recipe defaults();

    /// What works well for what it was told.
    default Recipe defaults(DataOptions options) {
        return defaults();
    }

    /// Whether its network is made of the layers that `--hidden`, `--activation` and `--dropout`
    /// choose, and not one of its own.
    default boolean isLayered() {
        return true;
    }

    /// The network for its rows, in the innermost scope.
    default Sequential network(Recipe recipe, Task<?> task, Rng rng) {
        return recipe.network(task.inputs(), task.outputs(), rng);
    }

    /// What is learned, and with which network.
    default String describe(Recipe recipe, Task<?> task, Sequential model) {
        return "%s, a network of %s"
                .formatted(description(), recipe.sizes(task.inputs(), task.outputs()));
    }

    /// How inputs are changed at random while the network learns; null if they are not.
    default @Nullable Augmentation<Tensor> augmentation(DataOptions options, Task<?> task) {
        return null;
    }

    /// Which options of [DataOptions] it listens to, and whether to `--split`.
    Set<String> options();

    /// The rows, in the innermost scope.
    ///
    /// @param options what it was told
    /// @param recipe the data type of tensors, and the fraction to hold out
    /// @param rng decides everything random
    /// @throws IOException if they can't be read
    Task<?> load(DataOptions options, Recipe recipe, Rng rng) throws IOException;
}
