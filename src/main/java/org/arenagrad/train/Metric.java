package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A number that says how good a model is, measured batch by batch; [Metrics] has the usual ones.
///
/// @param name what it is called in records and tables: letters, digits, blanks, `-` and `_`
/// @param higherIsBetter whether a better model has more of it
/// @param start begins to measure, from nothing
/// @param <Y> the type of the targets
public record Metric<Y>(String name, boolean higherIsBetter, Supplier<Tally<Y>> start) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+( [\\p{L}\\p{N}_-]+)*");

    /// Checks the name.
    ///
    /// @throws IllegalArgumentException if the name could not be the head of a column
    public Metric {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "metric: '%s' is not a name of letters, digits, blanks, - and _"
                            .formatted(name));
        }
    }

    /// A measurement under way. It holds numbers only, never a tensor.
    ///
    /// @param <Y> the type of the targets
    public interface Tally<Y> {
        /// Looks at some more rows.
        ///
        /// @param output what the model said, `[n, …]`
        /// @param target what would have been right, for `n` rows
        void add(Tensor output, Y target);

        /// What all rows so far amount to.
        double value();
    }

    /// Measures a single batch.
    public double of(Tensor output, Y target) {
        Tally<Y> tally = start.get();
        tally.add(output, target);
        return tally.value();
    }
}
