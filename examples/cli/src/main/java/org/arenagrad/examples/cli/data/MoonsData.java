package org.arenagrad.examples.cli.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Datasets;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.nn.ActivationKind;

import java.util.List;
import java.util.Set;

/// Two interleaving half circles.
final class MoonsData implements DataSource {
    @Override
    public String name() {
        return "moons";
    }

    @Override
    public String description() {
        return "two interleaving half circles from (x, y)";
    }

    @Override
    public Recipe defaults() {
        return Recipe.of(
                new Settings(100, 32, OptimizerChoice.ADAM, 0.01, 0, DType.FLOAT64),
                List.of(32, 32),
                ActivationKind.RELU,
                LossChoice.CROSS_ENTROPY);
    }

    @Override
    public Set<String> options() {
        return Set.of("--samples", "--noise", "--split");
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) {
        var points =
                Datasets.moons(
                        options.samples(1000), options.noise(0.1), recipe.settings().dtype(), rng);
        return Task.classes(Task.split(points, recipe.split(), rng), List.of("upper", "lower"));
    }
}
