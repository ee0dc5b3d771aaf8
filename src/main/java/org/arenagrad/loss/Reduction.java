package org.arenagrad.loss;

import org.arenagrad.autograd.Tensor;

/// What becomes of the losses of single elements.
public enum Reduction {
    /// Their mean; where classes have weights, the weighted mean.
    MEAN,
    /// Their sum.
    SUM,
    /// Nothing: one loss for each element, or for each row where there are classes.
    NONE,
    /// Their sum divided by the first size, the number of examples. For [Losses#klDiv], whose mean
    /// over elements is not the divergence of an example.
    BATCH_MEAN;

    /// Reduces losses that nobody else has seen, and ends them unless a gradient needs them.
    Tensor apply(Tensor losses) {
        return switch (this) {
            case NONE -> losses;
            case MEAN -> {
                Tensor mean = losses.mean();
                losses.discard();
                yield mean;
            }
            case SUM -> {
                Tensor sum = losses.sum();
                losses.discard();
                yield sum;
            }
            case BATCH_MEAN -> {
                int examples = losses.shape().rank() == 0 ? 1 : losses.shape().size(0);
                Tensor sum = SUM.apply(losses);
                Tensor mean = sum.div(examples);
                sum.discard();
                yield mean;
            }
        };
    }
}
