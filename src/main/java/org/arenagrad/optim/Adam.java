package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.OptimizerOps;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Adam (Kingma and Ba, 2014): a step for each number of its own, about `lr` long while its
/// gradient keeps its sign. With running means `m` of the gradient and `v` of its square, corrected
/// for having started at 0, `p -= lr·m / (√v + eps)`.
///
/// Its weight decay is added to the gradient, and so divided by `√v` as well; [AdamW] does without
/// that.
public sealed class Adam extends Optimizer permits AdamW {
    private final Options options;
    private final boolean decoupled;
    private final NdArray[] means;
    private final NdArray[] squares;
    private final NdArray @Nullable [] largestSquares;
    private final Counter steps;

    Adam(List<ParameterGroup> groups, double learningRate, Options options, boolean decoupled) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.decoupled = decoupled;
        this.means = stateArrays("mean");
        this.squares = stateArrays("square");
        this.largestSquares = options.amsgrad ? stateArrays("largest square") : null;
        this.steps = counter("step");
    }

    /// Options besides the learning rate; [Adam#defaults] has the defaults.
    ///
    /// @param beta1 how much of the mean gradient remains in a step
    /// @param beta2 how much of the mean square remains in a step
    /// @param eps what is added to the root of the mean square, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter; in [AdamW], what the
    ///   parameter shrinks by, times the learning rate
    /// @param amsgrad whether to divide by the largest mean square so far (Reddi et al., 2018)
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            boolean amsgrad,
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
            return new Options(first, second, eps, weightDecay, amsgrad, maximize);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(beta1, beta2, other, weightDecay, amsgrad, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(beta1, beta2, eps, other, amsgrad, maximize);
        }

        /// The same with or without AMSGrad.
        public Options amsgrad(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, amsgrad, other);
        }
    }

    /// Betas of 0.9 and 0.999, eps of 1e-8, no weight decay.
    public static Options defaults() {
        return new Options(0.9, 0.999, 1e-8, 0, false, false);
    }

    /// Adam as in the paper.
    public static Adam of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// Adam with options: `Adam.of(parameters, 1e-3, Adam.defaults().amsgrad(true))`.
    public static Adam of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static Adam ofGroups(List<ParameterGroup> groups, double learningRate, Options options) {
        return new Adam(groups, learningRate, options, false);
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
        int step = steps.get(index) + 1;
        OptimizerOps.adam(
                parameter.array(),
                gradient.array(),
                means[index],
                squares[index],
                largestSquares == null ? null : largestSquares[index],
                signedRate(index),
                options.beta1,
                options.beta2,
                options.eps,
                signedDecay(index),
                decoupled,
                1 - Math.pow(options.beta1, step),
                1 - Math.pow(options.beta2, step));
        steps.increment(index);
    }
}
