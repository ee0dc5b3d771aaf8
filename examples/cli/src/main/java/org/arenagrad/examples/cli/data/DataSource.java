package org.arenagrad.examples.cli.data;

import org.arenagrad.array.Rng;
import org.arenagrad.examples.cli.recipe.Recipe;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Where `train` takes its rows from. A new one is a class of its own and a line in [#ALL].
public interface DataSource {
    /// All of them, in the order of the help.
    List<DataSource> ALL =
            List.of(
                    new LinearData(),
                    new XorData(),
                    new SpiralData(),
                    new MoonsData(),
                    BundledData.digits(),
                    BundledData.iris(),
                    new CsvData(),
                    new IdxData());

    /// What it is called on the command line.
    String name();

    /// What is learned from it, in a few words.
    String description();

    /// What works well for it.
    Recipe defaults();

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
