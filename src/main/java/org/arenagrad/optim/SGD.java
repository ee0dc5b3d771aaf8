package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.OptimizerOps;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Stochastic gradient descent, `p -= lr·g` (Robbins and Monro, 1951), with momentum if asked for:
/// `v = momentum·v + (1 - dampening)·g; p -= lr·v` (Polyak, 1964), or Nesterov's, `p -= lr·(g +
/// momentum·v)` (Nesterov, 1983; in this form Sutskever et al., 2013). The first `v` is `g`.
public sealed class SGD extends Optimizer permits Momentum {
    private final Options options;
    private final NdArray @Nullable [] velocities;
    private final Counter steps;

    SGD(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.velocities = options.momentum == 0 ? null : stateArrays("momentum");
        this.steps = counter("step");
    }

    /// Options besides the learning rate; [SGD#defaults] has the defaults.
    ///
    /// @param momentum how much of the last step's velocity remains; 0 for none
    /// @param dampening how much of the gradient is kept out of the velocity
    /// @param nesterov whether the step looks ahead along the velocity
    /// @param weightDecay what is added to the gradient, times the parameter
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double momentum,
            double dampening,
            boolean nesterov,
            double weightDecay,
            boolean maximize) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if momentum or dampening are not in `[0, 1)`, the
        ///   weight decay is negative, or Nesterov's is asked for without momentum or with
        ///   dampening
        public Options {
            requireFraction("momentum", momentum);
            requireFraction("dampening", dampening);
            requireNotNegative("weight decay", weightDecay);
            if (nesterov && (momentum == 0 || dampening != 0)) {
                throw new IllegalArgumentException(
                        "Nesterov's momentum needs a momentum above 0 and no dampening, not %s and %s"
                                .formatted(momentum, dampening));
            }
        }

        /// The same with another momentum.
        public Options momentum(double other) {
            return new Options(other, dampening, nesterov, weightDecay, maximize);
        }

        /// The same with another dampening.
        public Options dampening(double other) {
            return new Options(momentum, other, nesterov, weightDecay, maximize);
        }

        /// The same with or without Nesterov's momentum; set the momentum first.
        public Options nesterov(boolean other) {
            return new Options(momentum, dampening, other, weightDecay, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(momentum, dampening, nesterov, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(momentum, dampening, nesterov, weightDecay, other);
        }
    }

    /// No momentum, no weight decay.
    public static Options defaults() {
        return new Options(0, 0, false, 0, false);
    }

    /// Plain gradient descent.
    public static SGD of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// Gradient descent with options: `SGD.of(parameters, 0.1, SGD.defaults().momentum(0.9))`.
    public static SGD of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static SGD ofGroups(List<ParameterGroup> groups, double learningRate, Options options) {
        return new SGD(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public final Options options() {
        return options;
    }

    @Override
    final boolean hasKernel() {
        return true;
    }

    @Override
    protected final void update(int index, Tensor parameter, Tensor gradient) {
        OptimizerOps.sgd(
                parameter.array(),
                gradient.array(),
                velocities == null ? null : velocities[index],
                steps.get(index) == 0,
                signedRate(index),
                options.momentum,
                options.dampening,
                signedDecay(index),
                options.nesterov);
        steps.increment(index);
    }
}
