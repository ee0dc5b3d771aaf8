package org.arenagrad.optim;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.OptimizerOps;
import org.arenagrad.autograd.Tensor;

import java.util.List;

/// RMSProp (Hinton, *Neural Networks for Machine Learning*, lecture 6e, 2012): the gradient divided
/// by the root of the running mean of its square, `s = alpha·s + (1 - alpha)·g²; p -= lr·g / (√s +
/// eps)`.
public final class RMSProp extends Optimizer {
    private final Options options;
    private final NdArray[] squares;

    private RMSProp(List<Tensor> parameters, double learningRate, Options options) {
        super(parameters, learningRate);
        this.options = options;
        this.squares = remember("square");
    }

    /// What can be chosen beside the learning rate; [RMSProp#options] has the defaults.
    ///
    /// @param alpha how much of the mean square remains in a step
    /// @param eps what is added to its root, so that nothing is divided by 0
    /// @param weightDecay what is added to the gradient, times the parameter
    public record Options(double alpha, double eps, double weightDecay) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if alpha is not in `[0, 1)`, or eps or the weight decay
        ///   is negative
        public Options {
            requireFraction("alpha", alpha);
            requireNotNegative("eps", eps);
            requireNotNegative("weight decay", weightDecay);
        }

        /// The same with another alpha.
        public Options alpha(double other) {
            return new Options(other, eps, weightDecay);
        }

        /// The same with another eps.
        public Options eps(double other) {
            return new Options(alpha, other, weightDecay);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(alpha, eps, other);
        }
    }

    /// An alpha of 0.99, eps of 1e-8, no weight decay.
    public static Options options() {
        return new Options(0.99, 1e-8, 0);
    }

    /// With the default options.
    public static RMSProp of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, options());
    }

    /// With options.
    public static RMSProp of(List<Tensor> parameters, double learningRate, Options options) {
        return new RMSProp(parameters, learningRate, options);
    }

    /// What was chosen beside the learning rate.
    public Options chosen() {
        return options;
    }

    @Override
    protected void update(int index, NdArray parameter, NdArray gradient) {
        OptimizerOps.rmsprop(
                parameter,
                gradient,
                squares[index],
                learningRate(),
                options.alpha,
                options.eps,
                options.weightDecay);
    }
}
