package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;

import java.util.Arrays;
import java.util.List;

/// NAdam (Dozat, 2016): [Adam] with Nesterov's momentum. The step looks ahead: with a share `mu` of
/// momentum that grows from step to step, `mu_t = beta1·(1 - 0.96^(t·momentumDecay) / 2)`, it goes
/// along `(1 - mu_t)·g / (1 - ∏mu) + mu_(t+1)·m / (1 - mu_(t+1)·∏mu)`, divided by `√v + eps`.
public final class NAdam extends Optimizer {
    private final Options options;
    private final List<Tensor> means;
    private final List<Tensor> squares;
    private final Counter steps;

    /// The product of `mu` up to a step, for each parameter: no state, as it follows from the step.
    private final double[] products;

    private final int[] stepsOfProducts;

    private NAdam(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.means = stateSlot("mean");
        this.squares = stateSlot("square");
        this.steps = counter("step");
        this.products = new double[parameters().size()];
        this.stepsOfProducts = new int[products.length];
        Arrays.fill(products, 1);
    }

    /// Options besides the learning rate; [NAdam#defaults] has the defaults.
    ///
    /// @param beta1 how much of the mean gradient remains in a step
    /// @param beta2 how much of the mean square remains in a step
    /// @param eps what is added to the root of the mean square, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    /// @param momentumDecay how fast the share of momentum grows to beta1
    /// @param decoupled whether the parameter shrinks by `lr·weightDecay` instead, as in [AdamW]
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            double momentumDecay,
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
            requireNotNegative("momentum decay", momentumDecay);
        }

        /// The same with other betas.
        public Options betas(double first, double second) {
            return new Options(first, second, eps, weightDecay, momentumDecay, decoupled, maximize);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(
                    beta1, beta2, other, weightDecay, momentumDecay, decoupled, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(beta1, beta2, eps, other, momentumDecay, decoupled, maximize);
        }

        /// The same with another momentum decay.
        public Options momentumDecay(double other) {
            return new Options(beta1, beta2, eps, weightDecay, other, decoupled, maximize);
        }

        /// The same with weight decay that is decoupled or not.
        public Options decoupled(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, momentumDecay, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, momentumDecay, decoupled, other);
        }
    }

    /// Betas of 0.9 and 0.999, eps of 1e-8, no weight decay, a momentum decay of 0.004.
    public static Options defaults() {
        return new Options(0.9, 0.999, 1e-8, 0, 4e-3, false, false);
    }

    /// With the default options.
    public static NAdam of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options.
    public static NAdam of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static NAdam ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new NAdam(groups, learningRate, options);
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
        Tensor root = square.div(1 - Math.pow(options.beta2, step)).sqrt().addInPlace(options.eps);
        double rate = learningRateOf(index);
        double product = product(index, step);
        double next = momentum(step + 1);
        parameter.addcdivInPlace(g, root, -rate * (1 - momentum(step)) / (1 - product));
        parameter.addcdivInPlace(mean, root, -rate * next / (1 - product * next));
        steps.increment(index);
    }

    /// `mu` of a step.
    private double momentum(int step) {
        return options.beta1 * (1 - 0.5 * Math.pow(0.96, step * options.momentumDecay));
    }

    /// The product of `mu` from the first step to this one, which is usually the next.
    private double product(int index, int step) {
        if (stepsOfProducts[index] > step) {
            products[index] = 1;
            stepsOfProducts[index] = 0;
        }
        while (stepsOfProducts[index] < step) {
            products[index] *= momentum(++stepsOfProducts[index]);
        }
        return products[index];
    }
}
