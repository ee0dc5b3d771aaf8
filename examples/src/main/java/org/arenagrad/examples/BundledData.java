package org.arenagrad.examples;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.Datasets;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The data sets that come with the framework, standardized.
record BundledData(
        String name,
        String description,
        Recipe defaults,
        List<String> classes,
        Function<DType, Dataset<Indices>> rows)
        implements DataSource {

    /// Handwritten digits.
    static DataSource digits() {
        return new BundledData(
                "digits",
                "1,797 handwritten digits of 8x8 pixels",
                Recipe.of(
                                new DigitsExample().defaults(),
                                List.of(256),
                                ActivationChoice.RELU,
                                LossChoice.CROSS_ENTROPY)
                        .withDropout(0.3),
                IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                Datasets::digits);
    }

    /// Irises.
    static DataSource iris() {
        return new BundledData(
                "iris",
                "three kinds of irises from the sizes of their leaves",
                Recipe.of(
                        new Settings(100, 16, OptimizerChoice.ADAM, 0.01, 0, DType.FLOAT64),
                        List.of(16),
                        ActivationChoice.RELU,
                        LossChoice.CROSS_ENTROPY),
                List.of("setosa", "versicolor", "virginica"),
                Datasets::iris);
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) {
        var all = rows.apply(recipe.settings().dtype());
        return Task.classes(Task.standardized(Task.split(all, recipe.split(), rng)), classes);
    }
}
