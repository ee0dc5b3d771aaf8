package org.arenagrad.nn;

import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;

import java.util.random.RandomGenerator;

/// While training, sets each element to 0 with probability `p` and divides the others by `1 - p`,
/// so that no unit can rely on another and the mean stays the same (Srivastava et al., 2014). In
/// evaluation, returns its input as it is.
public final class Dropout implements Layer {
    private final double p;
    private final RandomGenerator random;
    private boolean training = true;

    private Dropout(double p, RandomGenerator random) {
        this.p = p;
        this.random = random;
    }

    /// A layer that starts out training.
    ///
    /// @param p the probability that an element is dropped
    /// @param random where the choice comes from
    /// @throws IllegalArgumentException if `p` is not between 0 and 1
    public static Dropout of(double p, RandomGenerator random) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "dropout: the probability %s is not between 0 and 1".formatted(p));
        }
        return new Dropout(p, random);
    }

    /// The probability that an element is dropped.
    public double p() {
        return p;
    }

    /// The result has the shape of `x`; in evaluation it is `x` itself.
    @Override
    public Tensor apply(Tensor x) {
        return training && p > 0 ? Fused.dropout(x, p, random) : x;
    }

    @Override
    public void train(boolean on) {
        training = on;
    }

    /// `Dropout[0.5]`.
    @Override
    public String toString() {
        return "Dropout[%s]".formatted(p);
    }
}
