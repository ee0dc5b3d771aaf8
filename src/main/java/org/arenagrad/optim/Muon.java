package org.arenagrad.optim;

import static org.arenagrad.optim.Checks.requireFraction;
import static org.arenagrad.optim.Checks.requireNotNegative;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.OptimizerOps;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// Muon (Jordan et al., 2024): momentum for matrices, whose step is made orthogonal, so that it
/// moves by the same length in all directions. It is for the matrices inside a network; [AdamW] is
/// for the rest, in an optimizer of its own, or in this one:
///
/// ```java
/// Muon.of(
///         model.parameters(),
///         1e-3,
///         Muon.defaults().adjustment(MATCH_RMS_ADAMW).others(AdamW.defaults()));
/// ```
///
/// PyTorch rounds to bfloat16 to make a step orthogonal; this one computes in the type of the
/// parameter.
public final class Muon extends Optimizer {
    private final Options options;
    private final NdArray[] momenta;
    private final NdArray[] squares;
    private final @Nullable Counter steps;

    private Muon(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options.weightDecay, options.maximize);
        this.options = options;
        this.momenta = stateArrays("momentum");
        if (options.others == null) {
            parameters().forEach(Muon::requireMatrix);
            this.squares = new NdArray[0];
            this.steps = null;
        } else {
            this.squares = stateArrays("square", parameter -> !isMatrix(parameter));
            this.steps = counter("step");
        }
    }

    private static boolean isMatrix(Tensor parameter) {
        return parameter.shape().rank() == 2;
    }

    private static void requireMatrix(Tensor parameter) {
        if (!isMatrix(parameter)) {
            throw new IllegalArgumentException(
                    "Muon: %s is not a matrix, and only the step of a matrix can be made orthogonal: leave biases and the like to AdamW, by options().others(AdamW.defaults()) or an optimizer of their own"
                            .formatted(parameter.array()));
        }
    }

    /// How the learning rate depends on the shape `[n, m]` of a matrix.
    public enum Adjustment {
        /// Times `√max(1, n / m)`, as Jordan does.
        ORIGINAL,
        /// Times `0.2·√max(n, m)`: a step is then as long as AdamW's usually is, and so its
        /// learning rate and weight decay will do (Liu et al., *Muon is Scalable for LLM Training*,
        /// 2025).
        MATCH_RMS_ADAMW
    }

    /// Brings all singular values of a matrix near 1, without computing them: the Newton-Schulz
    /// iteration `X = a·X + (b·XXᵀ + c·(XXᵀ)²)·X`, which starts from a matrix of norm 1.
    ///
    /// @param a linear coefficient
    /// @param b cubic coefficient
    /// @param c quintic coefficient
    /// @param steps how many iterations
    /// @param eps the least norm that the matrix is divided by
    public record NewtonSchulz(double a, double b, double c, int steps, double eps) {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if a coefficient is not finite, there are not 0 to 99
        ///   steps, or eps is not positive
        public NewtonSchulz {
            if (!Double.isFinite(a) || !Double.isFinite(b) || !Double.isFinite(c)) {
                throw new IllegalArgumentException(
                        "coefficients must be finite, not %s, %s, %s".formatted(a, b, c));
            }
            if (steps < 0 || steps > 99) {
                throw new IllegalArgumentException(
                        "Newton-Schulz takes 0 to 99 steps, not %s".formatted(steps));
            }
            if (requireNotNegative("eps", eps) == 0) {
                throw new IllegalArgumentException("eps must be above 0");
            }
        }

        private Tensor apply(Tensor matrix) {
            boolean tall = matrix.shape().size(0) > matrix.shape().size(1);
            Tensor wide = tall ? matrix.transpose(0, 1) : matrix;
            double largest = Double.POSITIVE_INFINITY;
            Tensor x = wide.div(wide.square().sum().sqrt().clamp(eps, largest));
            for (int i = 0; i < steps; i++) {
                try (Scope _ = Scope.open("Newton-Schulz")) {
                    Tensor gram = x.matmul(x.transpose(0, 1));
                    Tensor change = gram.matmul(gram).mulInPlace(c).addInPlace(gram, b).matmul(x);
                    x.mulInPlace(a).addInPlace(change);
                }
            }
            return tall ? x.transpose(0, 1) : x;
        }
    }

    /// Options besides the learning rate; [Muon#defaults] has the defaults.
    ///
    /// @param momentum how much of the mean gradient remains in a step
    /// @param nesterov whether the step looks ahead along the mean
    /// @param weightDecay what the parameter shrinks by, times the learning rate
    /// @param orthogonalization how a step is made orthogonal
    /// @param adjustment how the learning rate depends on the shape
    /// @param maximize whether to go up the gradient, not down
    /// @param others the options of [AdamW] for parameters that are no matrices, the weight decay
    ///   excepted, which is that of all; null to refuse such parameters
    public record Options(
            double momentum,
            boolean nesterov,
            double weightDecay,
            NewtonSchulz orthogonalization,
            Adjustment adjustment,
            boolean maximize,
            Adam.@Nullable Options others) {
        /// Checks each of them.
        ///
        /// @throws IllegalArgumentException if the momentum is not in `[0, 1)`, or the weight decay
        ///   is negative or not finite, or the others ask for AMSGrad or maximize by themselves
        public Options {
            requireFraction("momentum", momentum);
            requireNotNegative("weight decay", weightDecay);
            if (others != null && (others.amsgrad() || others.maximize())) {
                throw new IllegalArgumentException(
                        "Muon's others can't have AMSGrad, and go up or down as the matrices do");
            }
        }

        /// The same with another momentum.
        public Options momentum(double other) {
            return new Options(
                    other, nesterov, weightDecay, orthogonalization, adjustment, maximize, others);
        }

        /// The same with or without Nesterov's momentum.
        public Options nesterov(boolean other) {
            return new Options(
                    momentum, other, weightDecay, orthogonalization, adjustment, maximize, others);
        }

        /// The same with another weight decay.
        public Options weightDecay(double other) {
            return new Options(
                    momentum, nesterov, other, orthogonalization, adjustment, maximize, others);
        }

        /// The same with another orthogonalization.
        public Options orthogonalization(NewtonSchulz other) {
            return new Options(
                    momentum, nesterov, weightDecay, other, adjustment, maximize, others);
        }

        /// The same with another adjustment of the rate.
        public Options adjustment(Adjustment other) {
            return new Options(
                    momentum, nesterov, weightDecay, orthogonalization, other, maximize, others);
        }

        /// The same with AdamW for parameters that are no matrices.
        public Options others(Adam.Options other) {
            return new Options(
                    momentum,
                    nesterov,
                    weightDecay,
                    orthogonalization,
                    adjustment,
                    maximize,
                    other);
        }

        /// The same, to maximize or not.
        public Options maximize(boolean other) {
            return new Options(
                    momentum, nesterov, weightDecay, orthogonalization, adjustment, other, others);
        }
    }

    /// Nesterov's momentum of 0.95, a weight decay of 0.1, five iterations.
    public static Options defaults() {
        return new Options(
                0.95,
                true,
                0.1,
                new NewtonSchulz(3.4445, -4.775, 2.0315, 5, 1e-7),
                Adjustment.ORIGINAL,
                false,
                null);
    }

    /// With the default options.
    ///
    /// @throws IllegalArgumentException if a parameter is not a matrix
    public static Muon of(List<Tensor> matrices, double learningRate) {
        return of(matrices, learningRate, defaults());
    }

    /// With options.
    ///
    /// @throws IllegalArgumentException if a parameter is not a matrix, and there are no options
    ///   for others
    public static Muon of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static Muon ofGroups(List<ParameterGroup> groups, double learningRate, Options options) {
        return new Muon(groups, learningRate, options);
    }

    /// Its options besides the learning rate.
    public Options options() {
        return options;
    }

    @Override
    protected void update(int index, Tensor parameter, Tensor gradient) {
        if (options.others != null && !isMatrix(parameter)) {
            adamW(index, parameter, gradient, options.others);
            return;
        }
        Tensor momentum = Tensor.of(momenta[index]).lerpInPlace(gradient, 1 - options.momentum);
        Tensor ahead = options.nesterov ? gradient.lerp(momentum, options.momentum) : momentum;
        Tensor direction = options.orthogonalization.apply(ahead);
        shrink(index, parameter);
        double rate = learningRateOf(index) * adjustment(parameter);
        parameter.addInPlace(direction, -rate);
    }

    private void adamW(int index, Tensor parameter, Tensor gradient, Adam.Options or) {
        Counter counter = Objects.requireNonNull(steps);
        int step = counter.get(index) + 1;
        OptimizerOps.adam(
                parameter.array(),
                gradient.array(),
                momenta[index],
                squares[index],
                null,
                learningRateOf(index),
                or.beta1(),
                or.beta2(),
                or.eps(),
                weightDecayOf(index),
                true,
                1 - Math.pow(or.beta1(), step),
                1 - Math.pow(or.beta2(), step));
        counter.increment(index);
    }

    private double adjustment(Tensor matrix) {
        double rows = matrix.shape().size(0);
        double columns = matrix.shape().size(1);
        return switch (options.adjustment) {
            case ORIGINAL -> Math.sqrt(Math.max(1, rows / columns));
            case MATCH_RMS_ADAMW -> 0.2 * Math.sqrt(Math.max(rows, columns));
        };
    }
}
