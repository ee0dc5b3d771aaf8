package org.arenagrad.examples.cli.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.Split;
import org.arenagrad.examples.XorExample;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.nn.Layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The truth table of exclusive or; with `--samples` or `--noise`, points around its corners.
final class XorData implements DataSource {
    @Override
    public String name() {
        return "xor";
    }

    @Override
    public String description() {
        return "exclusive or";
    }

    @Override
    public Recipe defaults() {
        return Recipe.of(
                new XorExample().defaults(), List.of(8), ActivationKind.TANH, LossChoice.BCE);
    }

    @Override
    public Set<String> options() {
        return Set.of("--samples", "--noise", "--split");
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) {
        DType dtype = recipe.settings().dtype();
        if (options.makesSamples()) {
            var points = Datasets.xor(options.samples(500), options.noise(0.1), dtype, rng);
            return Task.answers(Task.split(points, recipe.split(), rng), recipe.loss());
        }
        var table = Datasets.xor(dtype);
        return Task.answers(new Split<>(table, table), recipe.loss())
                .learned(model -> answers(model, table.x(), recipe.loss()));
    }

    private static List<String> answers(Layer model, Tensor inputs, LossChoice loss) {
        double[] x = inputs.toArray();
        double[] answers;
        try (var _ = Autograd.noGrad();
                var _ = Scope.open("evaluation")) {
            Tensor output = model.apply(inputs);
            answers = (loss == LossChoice.BCE ? output.sigmoid() : output).toArray();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%.0f xor %.0f: %.3f",
                            x[2 * i],
                            x[2 * i + 1],
                            answers[i]));
        }
        return lines;
    }
}
