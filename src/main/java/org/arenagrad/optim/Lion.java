package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;

import java.util.List;

/// Lion (Chen et al., *Symbolic Discovery of Optimization Algorithms*, 2023, algorithm 2): every
/// number moves by the learning rate, in the direction of `beta1·m + (1 - beta1)·g`; then `m =
/// beta2·m + (1 - beta2)·g`. Half of Adam's state. The paper takes a learning rate 3 to 10 times
/// smaller than [AdamW]'s, and a weight decay larger by as much.
public final class Lion extends Optimizer {
    private final Options options;
    private final List<Tensor> momenta;

    private Lion(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.momenta = stateSlot("momentum");
    }

    /// Options besides the learning rate; [Lion#defaults] has the defaults.
    ///
    /// @param beta1 how much of the direction is momentum, not gradient
    /// @param beta2 how much of the momentum remains in a step
    /// @param weightDecay what the parameter shrinks by, times the learning rate
    /// @param maximize whether to go up the gradient, not down
    public record Options(double beta1, double beta2, double weightDecay, boolean maximize) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if a beta is not in `[0, 1)`, or the weight decay is
        ///   negative or not finite
        public Options {
            requireFraction("beta1", beta1);
            requireFraction("beta2", beta2);
            requireNotNegative("weight decay", weightDecay);
        }

        /// The same with other betas.
        public Options betas(double first, double second) {
            return new Options(first, second, weightDecay, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(beta1, beta2, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(beta1, beta2, weightDecay, other);
        }
    }

    /// Betas of 0.9 and 0.99, no weight decay.
    public static Options defaults() {
        return new Options(0.9, 0.99, 0, false);
    }

    /// With the default options.
    public static Lion of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options.
    public static Lion of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static Lion ofGroups(List<ParameterGroup> groups, double learningRate, Options options) {
        return new Lion(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public Options options() {
        return options;
    }

    @Override
    protected void update(int index, Tensor parameter, Tensor gradient) {
        Tensor momentum = momenta.get(index);
        Tensor direction = momentum.lerp(gradient, 1 - options.beta1).sign();
        shrink(index, parameter);
        parameter.addInPlace(direction, -learningRateOf(index));
        momentum.lerpInPlace(gradient, 1 - options.beta2);
    }
}
