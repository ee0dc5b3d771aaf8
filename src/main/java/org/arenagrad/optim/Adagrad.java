package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.OptimizerOps;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Adagrad (Duchi, Hazan and Singer, 2011): the gradient divided by the root of the sum of all its
/// squares, `s += g²; p -= lr·g / (√s + eps)`. Steps get shorter and shorter, least for what is
/// seldom seen. With a decay of the rate, `lr / (1 + (t - 1)·rateDecay)` at step `t`.
public final class Adagrad extends Optimizer {
    private final Options options;
    private final NdArray[] sums;
    private final @Nullable Counter steps;

    private Adagrad(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.sums = stateArrays("sum of squares");
        for (NdArray sum : sums) {
            sum.fill(options.initialSum);
        }
        this.steps = options.rateDecay == 0 ? null : counter("step");
    }

    /// Options besides the learning rate; [Adagrad#defaults] has the defaults.
    ///
    /// @param eps what is added to the root of the sum, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    /// @param rateDecay how fast the learning rate falls by itself; PyTorch's `lr_decay`
    /// @param initialSum what the sum of squares starts from; PyTorch's `initial_accumulator_value`
    /// @param maximize whether to go up the gradient, not down
    public record Options(
            double eps, double weightDecay, double rateDecay, double initialSum, boolean maximize) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if one is negative or not finite
        public Options {
            requireNotNegative("eps", eps);
            requireNotNegative("weight decay", weightDecay);
            requireNotNegative("rate decay", rateDecay);
            requireNotNegative("initial sum", initialSum);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(other, weightDecay, rateDecay, initialSum, maximize);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(eps, other, rateDecay, initialSum, maximize);
        }

        /// The same with another rate decay.
        public Options rateDecay(double other) {
            return new Options(eps, weightDecay, other, initialSum, maximize);
        }

        /// The same with another initial sum.
        public Options initialSum(double other) {
            return new Options(eps, weightDecay, rateDecay, other, maximize);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(eps, weightDecay, rateDecay, initialSum, other);
        }
    }

    /// An eps of 1e-10, no decay of weights or rate, sums from 0.
    public static Options defaults() {
        return new Options(1e-10, 0, 0, 0, false);
    }

    /// With the default options.
    public static Adagrad of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options.
    public static Adagrad of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static Adagrad ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new Adagrad(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public Options options() {
        return options;
    }

    @Override
    boolean hasKernel() {
        return true;
    }

    @Override
    protected void update(int index, Tensor parameter, Tensor gradient) {
        double slower = steps == null ? 1 : 1 + steps.get(index) * options.rateDecay;
        OptimizerOps.adagrad(
                parameter.array(),
                gradient.array(),
                sums[index],
                signedRate(index) / slower,
                options.eps,
                signedDecay(index));
        if (steps != null) {
            steps.increment(index);
        }
    }
}
