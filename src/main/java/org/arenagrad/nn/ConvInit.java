package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// What layers of convolution have in common: how parameters start, and how they are shown.
final class ConvInit {
    private ConvInit() {}

    /// A weight `[first, second / groups, kernel…]`, uniform in `±1/√fan-in`.
    static Tensor weight(
            String name,
            int first,
            int second,
            int groups,
            int[] kernel,
            DType dtype,
            RandomGenerator random) {
        if (first < 1 || second < 1 || kernel[0] < 1) {
            throw new IllegalArgumentException(
                    "%s: a layer over %s and %s channels with kernel %s is none: all sizes must be positive"
                            .formatted(name, first, second, kernel[0]));
        }
        if (first % groups != 0 || second % groups != 0) {
            throw new IllegalArgumentException(
                    "%s: groups %s don't divide %s and %s channels: choose a divisor of both"
                            .formatted(name, groups, first, second));
        }
        int[] sizes = new int[kernel.length + 2];
        sizes[0] = first;
        sizes[1] = second / groups;
        System.arraycopy(kernel, 0, sizes, 2, kernel.length);
        double bound = bound(Shape.of(sizes));
        return Tensor.uniform(dtype, random, -bound, bound, sizes).named("weight");
    }

    static Tensor bias(Tensor weight, int out, RandomGenerator random) {
        double bound = bound(weight.shape());
        return Tensor.uniform(weight.dtype(), random, -bound, bound, out).named("bias");
    }

    private static double bound(Shape weight) {
        return Math.sqrt(weight.size(0) / (double) weight.elements());
    }

    static void requireFit(String name, int rank, Tensor weight, @Nullable Tensor bias, int out) {
        if (weight.shape().rank() != rank
                || (bias != null && !bias.shape().equals(Shape.of(out)))) {
            throw new IllegalArgumentException(
                    "%s: the weight must have %s dimensions, two of channels and the kernel, and the bias one number for each of the %s channels of the result, not %s and %s"
                            .formatted(
                                    name,
                                    rank,
                                    out,
                                    weight.array(),
                                    bias == null ? "no bias" : bias.array()));
        }
    }

    /// @param in the dimension of the weight that is the input's channels
    /// @param out that of the result's
    /// @param timesIn by how much the one has to be multiplied
    /// @param timesOut and the other
    static String describe(
            String name,
            int rank,
            Tensor weight,
            @Nullable Tensor bias,
            ConvOptions options,
            int in,
            int out,
            int timesIn,
            int timesOut) {
        Shape w = weight.shape();
        Pair kernel = rank == 3 ? Pair.of(w.size(2)) : new Pair(w.size(2), w.size(3));
        Window window =
                Window.of(kernel)
                        .withStride(options.stride())
                        .withPadding(options.padding(), options.padding())
                        .withDilation(options.dilation());
        return "%s[%s → %s, kernel %s%s%s%s%s%s]"
                .formatted(
                        name,
                        w.size(in) * timesIn,
                        w.size(out) * timesOut,
                        kernel,
                        window.settings(),
                        options.same() ? ", padding same" : "",
                        options.groups() == 1 ? "" : ", groups " + options.groups(),
                        options.outputPadding().equals(Pair.of(0))
                                ? ""
                                : ", output padding " + options.outputPadding(),
                        bias == null ? ", no bias" : "");
    }
}
