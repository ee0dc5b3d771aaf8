package org.arenagrad.optim;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.OptimizerOps;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.DryRun;
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
    private final int[] steps;

    Adam(List<Tensor> parameters, double learningRate, Options options, boolean decoupled) {
        super(parameters, learningRate);
        this.options = options;
        this.decoupled = decoupled;
        this.means = remember("mean");
        this.squares = remember("square");
        this.largestSquares = options.amsgrad ? remember("largest square") : null;
        this.steps = count("step");
    }

    /// What can be chosen beside the learning rate; [Adam#options] has the defaults.
    ///
    /// @param beta1 how much of the mean gradient remains in a step
    /// @param beta2 how much of the mean square remains in a step
    /// @param eps what is added to the root of the mean square, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter; in [AdamW], what the
    ///   parameter shrinks by, times the learning rate
    /// @param amsgrad whether to divide by the largest mean square so far (Reddi et al., 2018)
    public record Options(
            double beta1, double beta2, double eps, double weightDecay, boolean amsgrad) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if a beta is not in `[0, 1)`, or eps or the weight
        ///   decay is negative
        public Options {
            requireFraction("beta1", beta1);
            requireFraction("beta2", beta2);
            requireNotNegative("eps", eps);
            requireNotNegative("weight decay", weightDecay);
        }

        /// The same with other betas.
        public Options betas(double first, double second) {
            return new Options(first, second, eps, weightDecay, amsgrad);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(beta1, beta2, other, weightDecay, amsgrad);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(beta1, beta2, eps, other, amsgrad);
        }

        /// The same with or without AMSGrad.
        public Options amsgrad(boolean other) {
            return new Options(beta1, beta2, eps, weightDecay, other);
        }
    }

    /// Betas of 0.9 and 0.999, eps of 1e-8, no weight decay.
    public static Options options() {
        return new Options(0.9, 0.999, 1e-8, 0, false);
    }

    /// Adam as in the paper.
    public static Adam of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, options());
    }

    /// Adam with options: `Adam.of(parameters, 1e-3, Adam.options().amsgrad(true))`.
    public static Adam of(List<Tensor> parameters, double learningRate, Options options) {
        return new Adam(parameters, learningRate, options, false);
    }

    /// What was chosen beside the learning rate.
    public final Options chosen() {
        return options;
    }

    @Override
    protected final void update(int index, NdArray parameter, NdArray gradient) {
        int step = steps[index] + 1;
        OptimizerOps.adam(
                parameter,
                gradient,
                means[index],
                squares[index],
                largestSquares == null ? null : largestSquares[index],
                learningRate(),
                options.beta1,
                options.beta2,
                options.eps,
                options.weightDecay,
                decoupled,
                1 - Math.pow(options.beta1, step),
                1 - Math.pow(options.beta2, step));
        steps[index] = step;
        if (DryRun.isOn()) {
            DryRun.afterwards(() -> steps[index] = step - 1);
        }
    }
}
