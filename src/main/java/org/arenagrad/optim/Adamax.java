package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;

import java.util.List;

/// Adamax (Kingma and Ba, 2014, section 7.1): [Adam] with the largest gradient so far, which fades,
/// in place of the root of the mean square: `u = max(beta2·u, |g| + eps); p -= lr·m / ((1 -
/// beta1^t)·u)`.
public final class Adamax extends Optimizer {
    private final Options options;
    private final List<Tensor> means;
    private final List<Tensor> norms;
    private final Counter steps;

    private Adamax(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.means = stateSlot("mean");
        this.norms = stateSlot("infinity norm");
        this.steps = counter("step");
    }

    /// Options besides the learning rate; [Adamax#defaults] has the defaults.
    ///
    /// @param beta1 how much of the mean gradient remains in a step
    /// @param beta2 how much of the largest gradient remains in a step
    /// @param eps what is added to the size of the gradient, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double beta1, double beta2, double eps, double weightDecay, boolean maximize) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if a beta is not in `[0, 1)`, or another number is
        ///   negative or not finite
        public Options {
            requireFraction("beta1", beta1);
            requireFraction("beta2", beta2);
            requireNotNegative("eps", eps);
            requireNotNegative("weight decay", weightDecay);
        }

        /// The same with other betas.
        public Options betas(double first, double second) {
            return new Options(first, second, eps, weightDecay, maximize);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(beta1, beta2, other, weightDecay, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(beta1, beta2, eps, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, other);
        }
    }

    /// Betas of 0.9 and 0.999, eps of 1e-8, no weight decay.
    public static Options defaults() {
        return new Options(0.9, 0.999, 1e-8, 0, false);
    }

    /// With the default options.
    public static Adamax of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options.
    public static Adamax of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static Adamax ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new Adamax(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public Options options() {
        return options;
    }

    @Override
    protected void update(int index, Tensor parameter, Tensor gradient) {
        Tensor g = withDecay(index, parameter, gradient);
        Tensor mean = means.get(index).lerpInPlace(g, 1 - options.beta1);
        Tensor norm = norms.get(index).mulInPlace(options.beta2);
        norm.maximumInPlace(g.abs().addInPlace(options.eps));
        double bias = 1 - Math.pow(options.beta1, steps.get(index) + 1);
        parameter.addcdivInPlace(mean, norm, -learningRateOf(index) / bias);
        steps.increment(index);
    }
}
