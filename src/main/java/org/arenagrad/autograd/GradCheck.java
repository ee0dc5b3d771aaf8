package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.memory.Scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Compares gradients with central finite differences, `(f(x + eps) - f(x - eps)) / 2·eps`.
///
/// ```java
/// GradCheck.of(x -> x[0].matmul(x[1]).tanh()).secondOrder().check(a, b);
/// ```
///
/// The output is weighted with random numbers before it is summed, so that a random gradient flows
/// back: under `sum()` alone it would be 1 everywhere, and a rule that transposes it, or forgets to
/// use it, would pass. Every input is checked, in a copy; what shall be constant is captured by the
/// function.
///
/// Differences see a kink as the mean of both sides, within `eps` of it: keep inputs away from
/// points where the function has no derivative (relu at 0, equal elements under max). The function
/// must give the same for the same, so no dropout without a seed.
///
/// Options return a changed copy, this one stays as it is.
public final class GradCheck {
    private final Function<Tensor[], Tensor> function;
    private final double eps;
    private final double relative;
    private final double absolute;
    private final long seed;
    private final boolean secondOrder;

    private GradCheck(
            Function<Tensor[], Tensor> function,
            double eps,
            double relative,
            double absolute,
            long seed,
            boolean secondOrder) {
        this.function = function;
        this.eps = eps;
        this.relative = relative;
        this.absolute = absolute;
        this.seed = seed;
        this.secondOrder = secondOrder;
    }

    /// A check of a function of any number of FLOAT64 tensors.
    ///
    /// Steps of 1e-5 balance what differences leave out (`eps²`) against rounding (`1e-16 / eps`):
    /// both lie near 1e-11 for functions of moderate size, well below the tolerances of 1e-6
    /// relative and 1e-7 absolute.
    public static GradCheck of(Function<Tensor[], Tensor> function) {
        return new GradCheck(
                x ->
                        Objects.requireNonNull(
                                function.apply(x),
                                "gradcheck: the function returned null: it returns a tensor"),
                1e-5,
                1e-6,
                1e-7,
                0,
                false);
    }

    /// Another step.
    public GradCheck eps(double newEps) {
        return new GradCheck(function, newEps, relative, absolute, seed, secondOrder);
    }

    /// Other tolerances: an element passes if it is off by at most `newAbsolute + newRelative·(the
    /// larger magnitude of both values)`.
    public GradCheck tolerance(double newRelative, double newAbsolute) {
        return new GradCheck(function, eps, newRelative, newAbsolute, seed, secondOrder);
    }

    /// Another seed for the gradient that flows back.
    public GradCheck seed(long newSeed) {
        return new GradCheck(function, eps, relative, absolute, newSeed, secondOrder);
    }

    /// Checks second derivatives too: the gradient, as a function of the inputs and of what reached
    /// the output, is put to the same check. For functions whose output depends on each input.
    public GradCheck secondOrder() {
        return new GradCheck(function, eps, relative, absolute, seed, true);
    }

    /// The element on which gradient and differences disagree most.
    ///
    /// @param order 1 for a gradient, 2 for a gradient of the gradient
    /// @param input which input; in order 2, one more than there are: what reached the output
    /// @param index the element of that input
    /// @param gradient what backward gave
    /// @param difference what finite differences gave
    /// @param error by how much they differ, in units of what is allowed: above 1 is too much
    public record Worst(
            int order,
            int input,
            List<Integer> index,
            double gradient,
            double difference,
            double error) {
        /// Whether all elements were within the tolerances.
        public boolean passed() {
            return error <= 1;
        }

        /// The findings in a sentence.
        @Override
        public String toString() {
            return "gradcheck, order %d: for input %d at %s backward gave %s, differences %s (%.3g times what is allowed)"
                    .formatted(order, input, index, gradient, difference, error);
        }
    }

    /// Checks the gradients of all inputs.
    ///
    /// @throws AssertionError naming the worst element, if one is off by more than the tolerances
    /// @throws IllegalArgumentException if an input is not FLOAT64: differences need the digits
    public void check(Tensor... inputs) {
        Worst worst = worst(inputs);
        if (!worst.passed()) {
            throw new AssertionError(worst.toString());
        }
    }

    /// Finds the element that is worst, of the gradients of all inputs.
    ///
    /// @throws IllegalArgumentException if an input is not FLOAT64: differences need the digits
    public Worst worst(Tensor... inputs) {
        try (var _ = Scope.open("gradcheck")) {
            Rng random = Rng.seed(seed);
            Tensor[] leaves = new Tensor[inputs.length];
            for (int i = 0; i < leaves.length; i++) {
                leaves[i] = leaf(inputs[i]);
            }
            Worst first = worst(1, x -> List.of(function.apply(x)), random, leaves);
            if (!secondOrder || !first.passed()) {
                return first;
            }
            Tensor[] withUpstream = Arrays.copyOf(leaves, leaves.length + 1);
            Tensor output = function.apply(leaves);
            withUpstream[leaves.length] =
                    Tensor.randn(random, output.shape().toArray()).requireGrad();
            Worst second = worst(2, this::gradient, random, withUpstream);
            return second.error() > first.error() ? second : first;
        }
    }

    private static Tensor leaf(Tensor x) {
        if (x.dtype() != DType.FLOAT64) {
            throw new IllegalArgumentException(
                    "gradcheck: %s is not FLOAT64, and differences need the digits: convert it with to(FLOAT64)"
                            .formatted(x.array()));
        }
        return Tensor.from(x.toArray(), x.shape().toArray()).requireGrad();
    }

    /// The gradient for the inputs, as a function of the inputs and of what reached the output.
    private List<Tensor> gradient(Tensor... inputsAndUpstream) {
        Tensor[] x = Arrays.copyOf(inputsAndUpstream, inputsAndUpstream.length - 1);
        return Autograd.grad(function.apply(x), List.of(x), inputsAndUpstream[x.length], true);
    }

    private Worst worst(
            int order, Function<Tensor[], List<Tensor>> outputs, Rng random, Tensor... leaves) {
        List<double[]> weights = backward(outputs, random, leaves);
        Worst worst = new Worst(order, 0, List.of(), 0, 0, 0);
        for (int input = 0; input < leaves.length; input++) {
            Tensor x = leaves[input];
            double[] values = x.toArray();
            double[] gradient = x.hasGrad() ? x.grad().toArray() : new double[values.length];
            for (int i = 0; i < values.length; i++) {
                List<double[]> above = outputsAt(values[i] + eps, i, x, outputs, leaves);
                List<double[]> below = outputsAt(values[i] - eps, i, x, outputs, leaves);
                write(values[i], i, x);
                double step = (values[i] + eps) - (values[i] - eps);
                double difference = weighted(weights, above, below) / step;
                double error = error(gradient[i], difference);
                if (error > worst.error()) {
                    worst = new Worst(order, input, index(i, x), gradient[i], difference, error);
                }
            }
        }
        return worst;
    }

    /// Leaves the gradient of the weighted sum of all outputs in the leaves.
    private static List<double[]> backward(
            Function<Tensor[], List<Tensor>> outputs, Rng random, Tensor... leaves) {
        List<double[]> weights = new ArrayList<>();
        try (var _ = Scope.open("backward")) {
            Tensor total = Tensor.scalar(0);
            for (Tensor output : outputs.apply(leaves)) {
                Tensor weight = Tensor.randn(random, output.shape().toArray());
                weights.add(weight.toArray());
                total = total.add(output.mul(weight).sum());
            }
            for (Tensor leaf : leaves) {
                leaf.zeroGrad();
            }
            if (total.requiresGrad()) {
                total.backward();
            }
        }
        return weights;
    }

    private static List<double[]> outputsAt(
            double value,
            int position,
            Tensor x,
            Function<Tensor[], List<Tensor>> outputs,
            Tensor... leaves) {
        write(value, position, x);
        try (var _ = Scope.open("difference")) {
            return outputs.apply(leaves).stream().map(Tensor::toArray).toList();
        }
    }

    private static void write(double value, int position, Tensor x) {
        try (var _ = Autograd.noGrad()) {
            x.reshape(-1).set(value, position);
        }
    }

    // Differences first, then the sum: the other way round, large outputs would drown small
    // changes.
    private static double weighted(
            List<double[]> weights, List<double[]> above, List<double[]> below) {
        double sum = 0;
        for (int output = 0; output < weights.size(); output++) {
            double[] weight = weights.get(output);
            for (int i = 0; i < weight.length; i++) {
                sum += weight[i] * (above.get(output)[i] - below.get(output)[i]);
            }
        }
        return sum;
    }

    private double error(double gradient, double difference) {
        double allowed = absolute + relative * Math.max(Math.abs(gradient), Math.abs(difference));
        double error = Math.abs(gradient - difference) / allowed;
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private static List<Integer> index(int position, Tensor x) {
        Integer[] index = new Integer[x.shape().rank()];
        int rest = position;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = rest % x.shape().size(d);
            rest /= x.shape().size(d);
        }
        return List.of(index);
    }
}
