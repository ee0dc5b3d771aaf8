package org.arenagrad.examples.cli.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.examples.LinearExample;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.nn.Layer;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Noisy points on a line.
final class LinearData implements DataSource {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public String description() {
        return "a line through noisy points";
    }

    @Override
    public Recipe defaults() {
        return Recipe.of(
                new LinearExample().defaults(), List.of(), ActivationKind.RELU, LossChoice.MSE);
    }

    @Override
    public Set<String> options() {
        return Set.of("--samples", "--slope", "--intercept", "--noise", "--split");
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) {
        DType dtype = recipe.settings().dtype();
        var points =
                Datasets.linear(
                        options.samples(500),
                        options.slope(2),
                        options.intercept(1),
                        options.noise(0.1),
                        dtype,
                        rng);
        Task<Tensor> task = Task.numbers(Task.split(points, recipe.split(), rng), recipe.loss());
        return recipe.hidden().isEmpty() ? task.learned(LinearData::line) : task;
    }

    private static List<String> line(Layer model) {
        List<Tensor> parameters = model.parameters();
        return List.of(
                String.format(Locale.ROOT, "slope: %.3f", parameters.get(0).item()),
                String.format(Locale.ROOT, "intercept: %.3f", parameters.get(1).item()));
    }
}
