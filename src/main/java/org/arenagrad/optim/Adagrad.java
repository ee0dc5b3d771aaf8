package org.arenagrad.optim;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.OptimizerOps;
import org.arenagrad.autograd.Tensor;

import java.util.List;

/// Adagrad (Duchi, Hazan and Singer, 2011): the gradient divided by the root of the sum of all its
/// squares, `s += g²; p -= lr·g / (√s + eps)`. Steps get shorter and shorter, least for what is
/// seldom seen.
public final class Adagrad extends Optimizer {
    private final Options options;
    private final NdArray[] sums;

    private Adagrad(List<Tensor> parameters, double learningRate, Options options) {
        super(parameters, learningRate);
        this.options = options;
        this.sums = remember("sum of squares");
    }

    /// What can be chosen beside the learning rate; [Adagrad#options] has the defaults.
    ///
    /// @param eps what is added to the root of the sum, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    public record Options(double eps, double weightDecay) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if one is negative
        public Options {
            requireNotNegative("eps", eps);
            requireNotNegative("weight decay", weightDecay);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(other, weightDecay);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(eps, other);
        }
    }

    /// An eps of 1e-10, no weight decay.
    public static Options options() {
        return new Options(1e-10, 0);
    }

    /// With the default options.
    public static Adagrad of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, options());
    }

    /// With options.
    public static Adagrad of(List<Tensor> parameters, double learningRate, Options options) {
        return new Adagrad(parameters, learningRate, options);
    }

    /// What was chosen beside the learning rate.
    public Options chosen() {
        return options;
    }

    @Override
    protected void update(int index, NdArray parameter, NdArray gradient) {
        OptimizerOps.adagrad(
                parameter, gradient, sums[index], learningRate(), options.eps, options.weightDecay);
    }
}
