package org.arenagrad.examples.cli.data;

import org.arenagrad.array.Rng;
import org.arenagrad.data.Datasets;
import org.arenagrad.examples.SpiralExample;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.nn.ActivationKind;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Spiral arms.
final class SpiralData implements DataSource {
    @Override
    public String name() {
        return "spiral";
    }

    @Override
    public String description() {
        return "spiral arms from (x, y)";
    }

    @Override
    public Recipe defaults() {
        // Measured with eight seeds: the loss on the rows held out is lowest at epoch 108 to 495,
        // and
        // at the 500th up to ten times that.
        return Recipe.of(
                        new SpiralExample().defaults(),
                        List.of(64, 64),
                        ActivationKind.RELU,
                        LossChoice.CROSS_ENTROPY)
                .stoppingAfter(50);
    }

    @Override
    public Set<String> options() {
        return Set.of("--samples", "--classes", "--noise", "--split");
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) {
        int classes = options.classes(3);
        var points =
                Datasets.spiral(
                        classes,
                        Math.ceilDiv(options.samples(500 * classes), classes),
                        options.noise(0.2),
                        recipe.settings().dtype(),
                        rng);
        return Task.classes(
                Task.split(points, recipe.split(), rng),
                IntStream.range(0, classes).mapToObj(arm -> "arm " + arm).toList());
    }
}
