package org.arenagrad.loss;

import java.util.Arrays;
import java.util.List;

/// The options of losses over classes, besides their arguments.
///
/// ```java
/// crossEntropy(logits, classes, ClassOptions.DEFAULT.withWeights(1, 5).withSmoothing(0.1))
/// ```
///
/// @param reduction what becomes of the losses of the rows
/// @param weights how much each class counts, for classes that are rare or matter more; empty: all
///   the same
/// @param smoothing how much of each target is spread over all classes (Szegedy et al., 2015), so
///   that the network is not driven to be infinitely sure; 0 for none
/// @param ignored the class of rows that don't count, such as padding; PyTorch's -100 if nothing
///   else is said
public record ClassOptions(
        Reduction reduction, List<Double> weights, double smoothing, int ignored) {
    /// The mean, all classes the same, no smoothing, class -100 ignored.
    public static final ClassOptions DEFAULT = new ClassOptions(Reduction.MEAN, List.of(), 0, -100);

    /// Checks each of them.
    ///
    /// @throws IllegalArgumentException if a weight is negative or not finite, or the smoothing not
    ///   between 0 and 1
    public ClassOptions {
        weights = List.copyOf(weights);
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "class weights must be finite and not negative, not %s".formatted(weights));
            }
        }
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException(
                    "a label smoothing of %s is not between 0 and 1".formatted(smoothing));
        }
    }

    /// With class -100 ignored.
    public ClassOptions(Reduction reduction, List<Double> weights, double smoothing) {
        this(reduction, weights, smoothing, -100);
    }

    /// The same with another reduction.
    public ClassOptions withReduction(Reduction other) {
        return new ClassOptions(other, weights, smoothing, ignored);
    }

    /// The same with a weight for each class.
    public ClassOptions withWeights(double... other) {
        return new ClassOptions(
                reduction, Arrays.stream(other).boxed().toList(), smoothing, ignored);
    }

    /// The same with label smoothing.
    public ClassOptions withSmoothing(double other) {
        return new ClassOptions(reduction, weights, other, ignored);
    }

    /// The same with another class of rows that don't count.
    public ClassOptions withIgnored(int other) {
        return new ClassOptions(reduction, weights, smoothing, other);
    }
}
