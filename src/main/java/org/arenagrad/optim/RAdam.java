package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;

import java.util.List;

/// RAdam, rectified Adam (Liu et al., 2019): [Adam], but while too few gradients have been seen to
/// know the spread of their mean square, a step with momentum alone; then Adam's, shortened by how
/// well the spread is known. It warms up by itself.
public final class RAdam extends Optimizer {
    private final Options options;
    private final List<Tensor> means;
    private final List<Tensor> squares;
    private final Counter steps;

    private RAdam(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.means = stateSlot("mean");
        this.squares = stateSlot("square");
        this.steps = counter("step");
    }

    /// Options besides the learning rate; [RAdam#defaults] has the defaults.
    ///
    /// @param beta1 how much of the mean gradient remains in a step
    /// @param beta2 how much of the mean square remains in a step
    /// @param eps what is added to the root of the mean square, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    /// @param decoupled whether the parameter shrinks by `lr·weightDecay` instead, as in [AdamW]
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            boolean decoupled,
            boolean maximize) {
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
            return new Options(first, second, eps, weightDecay, decoupled, maximize);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(beta1, beta2, other, weightDecay, decoupled, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(beta1, beta2, eps, other, decoupled, maximize);
        }

        /// The same with weight decay that is decoupled or not.
        public Options decoupled(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, decoupled, other);
        }
    }

    /// Betas of 0.9 and 0.999, eps of 1e-8, no weight decay.
    public static Options defaults() {
        return new Options(0.9, 0.999, 1e-8, 0, false, false);
    }

    /// With the default options.
    public static RAdam of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options.
    public static RAdam of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static RAdam ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new RAdam(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public Options options() {
        return options;
    }

    @Override
    protected void update(int index, Tensor parameter, Tensor gradient) {
        Tensor g = gradient;
        if (options.decoupled) {
            shrink(index, parameter);
        } else {
            g = withDecay(index, parameter, gradient);
        }
        Tensor mean = means.get(index).lerpInPlace(g, 1 - options.beta1);
        Tensor square = squares.get(index).mulInPlace(options.beta2);
        square.addcmulInPlace(g, g, 1 - options.beta2);
        int step = steps.get(index) + 1;
        double rate = learningRateOf(index) / (1 - Math.pow(options.beta1, step));
        double bias2 = 1 - Math.pow(options.beta2, step);
        double longest = 2 / (1 - options.beta2) - 1;
        // The length of a simple moving average with the same centre of mass.
        double length = longest - 2 * step * (1 - bias2) / bias2;
        if (length > 5) {
            double rectification =
                    Math.sqrt(
                            (length - 4)
                                    * (length - 2)
                                    * longest
                                    / ((longest - 4) * (longest - 2) * length));
            parameter.addcdivInPlace(
                    mean,
                    square.sqrt().addInPlace(options.eps),
                    -rate * rectification * Math.sqrt(bias2));
        } else {
            parameter.addInPlace(mean, -rate);
        }
        steps.increment(index);
    }
}
