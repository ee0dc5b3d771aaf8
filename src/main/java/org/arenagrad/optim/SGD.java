package org.arenagrad.optim;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.OptimizerOps;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.DryRun;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Stochastic gradient descent, `p -= lr·g` (Robbins and Monro, 1951), with momentum if asked for:
/// `v = momentum·v + (1 - dampening)·g; p -= lr·v` (Polyak, 1964), or Nesterov's, `p -= lr·(g +
/// momentum·v)` (Nesterov, 1983; in this form Sutskever et al., 2013). The first `v` is `g`.
public sealed class SGD extends Optimizer permits Momentum {
    private final Options options;
    private final NdArray @Nullable [] velocities;
    private final int[] steps;

    SGD(List<Tensor> parameters, double learningRate, Options options) {
        super(parameters, learningRate);
        this.options = options;
        this.velocities = options.momentum == 0 ? null : remember("momentum");
        this.steps = count("step");
    }

    /// What can be chosen beside the learning rate; [SGD#options] has the defaults.
    ///
    /// @param momentum how much of the last step's velocity remains; 0 for none
    /// @param dampening how much of the gradient is kept out of the velocity
    /// @param nesterov whether the step looks ahead along the velocity
    /// @param weightDecay what is added to the gradient, times the parameter
    public record Options(double momentum, double dampening, boolean nesterov, double weightDecay) {
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
            return new Options(other, dampening, nesterov, weightDecay);
        }

        /// The same with another dampening.
        public Options dampening(double other) {
            return new Options(momentum, other, nesterov, weightDecay);
        }

        /// The same with or without Nesterov's momentum; set the momentum first.
        public Options nesterov(boolean other) {
            return new Options(momentum, dampening, other, weightDecay);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(momentum, dampening, nesterov, other);
        }
    }

    /// No momentum, no weight decay.
    public static Options options() {
        return new Options(0, 0, false, 0);
    }

    /// Plain gradient descent.
    public static SGD of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, options());
    }

    /// Gradient descent with options: `SGD.of(parameters, 0.1, SGD.options().momentum(0.9))`.
    public static SGD of(List<Tensor> parameters, double learningRate, Options options) {
        return new SGD(parameters, learningRate, options);
    }

    /// What was chosen beside the learning rate.
    public final Options chosen() {
        return options;
    }

    @Override
    protected final void update(int index, NdArray parameter, NdArray gradient) {
        int step = steps[index];
        OptimizerOps.sgd(
                parameter,
                gradient,
                velocities == null ? null : velocities[index],
                step == 0,
                learningRate(),
                options.momentum,
                options.dampening,
                options.weightDecay,
                options.nesterov);
        steps[index] = step + 1;
        if (DryRun.isOn()) {
            DryRun.afterwards(() -> steps[index] = step);
        }
    }
}
