package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.OptimizerOps;

import java.util.List;

/// RMSProp (Hinton, *Neural Networks for Machine Learning*, lecture 6e, 2012): the gradient divided
/// by the root of the running mean of its square, `s = alpha·s + (1 - alpha)·g²; p -= lr·g / (√s +
/// eps)`.
///
/// Centered (Graves, *Generating Sequences With Recurrent Neural Networks*, 2013), it divides by
/// the root of the variance, `s` less the square of the running mean of `g`. With momentum, the
/// quotient goes into a velocity, `v = momentum·v + g / (√s + eps); p -= lr·v`.
public final class RMSProp extends Optimizer {
    private final Options options;
    private final NdArray[] squares;
    private final List<Tensor> means;
    private final List<Tensor> velocities;

    private RMSProp(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.squares = stateArrays("square");
        this.means = options.centered ? stateSlot("mean") : List.of();
        this.velocities = options.momentum == 0 ? List.of() : stateSlot("momentum");
    }

    /// Options besides the learning rate; [RMSProp#defaults] has the defaults.
    ///
    /// @param alpha how much of the mean square remains in a step
    /// @param eps what is added to its root, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    /// @param momentum how much of the last step's velocity remains; 0 for none
    /// @param centered whether to divide by the root of the variance, not of the mean square
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double alpha,
            double eps,
            double weightDecay,
            double momentum,
            boolean centered,
            boolean maximize) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if alpha or momentum are not in `[0, 1)`, or another
        ///   number is negative or not finite
        public Options {
            requireFraction("alpha", alpha);
            requireNotNegative("eps", eps);
            requireNotNegative("weight decay", weightDecay);
            requireFraction("momentum", momentum);
        }

        /// The same with another alpha.
        public Options alpha(double other) {
            return new Options(other, eps, weightDecay, momentum, centered, maximize);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(alpha, other, weightDecay, momentum, centered, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(alpha, eps, other, momentum, centered, maximize);
        }

        /// The same with another momentum.
        public Options momentum(double other) {
            return new Options(alpha, eps, weightDecay, other, centered, maximize);
        }

        /// The same, centered or not.
        public Options centered(boolean other) {
            return new Options(alpha, eps, weightDecay, momentum, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(alpha, eps, weightDecay, momentum, centered, other);
        }
    }

    /// An alpha of 0.99, eps of 1e-8, no weight decay, no momentum, not centered.
    public static Options defaults() {
        return new Options(0.99, 1e-8, 0, 0, false, false);
    }

    /// With the default options.
    public static RMSProp of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options.
    public static RMSProp of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static RMSProp ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new RMSProp(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public Options options() {
        return options;
    }

    @Override
    boolean hasKernel() {
        return options.momentum == 0 && !options.centered;
    }

    @Override
    protected void update(int index, Tensor parameter, Tensor gradient) {
        if (hasKernel()) {
            OptimizerOps.rmsprop(
                    parameter.array(),
                    gradient.array(),
                    squares[index],
                    signedRate(index),
                    options.alpha,
                    options.eps,
                    signedDecay(index));
            return;
        }
        Tensor g = withDecay(index, parameter, gradient);
        Tensor square = Tensor.of(squares[index]).mulInPlace(options.alpha);
        square.addcmulInPlace(g, g, 1 - options.alpha);
        Tensor spread = square;
        if (options.centered) {
            Tensor mean = means.get(index).lerpInPlace(g, 1 - options.alpha);
            spread = square.sub(mean.square());
        }
        Tensor root = spread.sqrt().addInPlace(options.eps);
        if (options.momentum == 0) {
            parameter.addcdivInPlace(g, root, -learningRateOf(index));
        } else {
            Tensor velocity = velocities.get(index).mulInPlace(options.momentum);
            velocity.addcdivInPlace(g, root, 1);
            parameter.addInPlace(velocity, -learningRateOf(index));
        }
    }
}
