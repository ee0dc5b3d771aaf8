package org.arenagrad.autograd;

import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.ndarray.ConvShapes;
import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/// What users ask of convolutions, brought to the one form that is computed: a batch of images.
/// Signals (1d) are images of height 1, one image is a batch of one.
final class ConvCalls {
    private ConvCalls() {}

    /// @param dims 1 for signals, 2 for images
    static Tensor conv(
            int dims, Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        String name = "conv" + dims + "d";
        requireAlive(x, weight, bias);
        requireRanks(name, dims, x, weight);
        int channels = x.shape().size(-1 - dims);
        int out = weight.shape().size(0);
        int groups = options.groups();
        if ((long) weight.shape().size(1) * groups != channels || out % groups != 0) {
            throw new IllegalArgumentException(
                    "%s: %s and weight %s don't fit with groups %s: the weight is [out, in / groups, kernel…], so the input must have %s channels, not %s, and groups must divide the %s channels of the result"
                            .formatted(
                                    name,
                                    x.array(),
                                    weight.array(),
                                    groups,
                                    (long) weight.shape().size(1) * groups,
                                    channels,
                                    out));
        }
        requireBias(name, weight, bias, out);
        return asImages(
                dims,
                x,
                images -> {
                    Tensor w = dims == 1 ? weight.unsqueeze(-2) : weight;
                    Window window = window(dims, w.shape(), options);
                    ConvShapes shapes =
                            fitting(
                                    name,
                                    x,
                                    weight,
                                    () -> ConvShapes.of(images.shape(), w.shape(), window, groups));
                    Tensor[] operands = Convolution.operands(images, w, bias);
                    return new Convolution.Forward(name, shapes, operands).apply();
                });
    }

    /// @param dims 1 for signals, 2 for images
    static Tensor convTranspose(
            int dims, Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        String name = "convTranspose" + dims + "d";
        requireAlive(x, weight, bias);
        requireRanks(name, dims, x, weight);
        int channels = x.shape().size(-1 - dims);
        int groups = options.groups();
        if (options.same()) {
            throw new IllegalArgumentException(
                    "%s: padding same is for convolutions: give the padding as a number"
                            .formatted(name));
        }
        if (weight.shape().size(0) != channels || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "%s: %s and weight %s don't fit with groups %s: the weight is [in, out / groups, kernel…], so the input must have %s channels, not %s, and groups must divide them"
                            .formatted(
                                    name,
                                    x.array(),
                                    weight.array(),
                                    groups,
                                    weight.shape().size(0),
                                    channels));
        }
        int out = Math.multiplyExact(weight.shape().size(1), groups);
        requireBias(name, weight, bias, out);
        return asImages(
                dims,
                x,
                images -> {
                    Tensor w = dims == 1 ? weight.unsqueeze(-2) : weight;
                    Window window = window(dims, w.shape(), options);
                    Shape s = images.shape();
                    int high = dims == 1 ? 1 : size(name, s, w.shape(), 2, options);
                    int wide = size(name, s, w.shape(), 3, options);
                    Shape result = Shape.of(s.size(0), out, high, wide);
                    var shapes = new ConvShapes(result, w.shape(), s, window, groups);
                    Tensor[] operands = Convolution.operands(images, w, bias);
                    return new Convolution.Input(name, shapes, operands).apply();
                });
    }

    /// How many rows or columns a transposed convolution gives.
    private static int size(String name, Shape x, Shape w, int dim, ConvOptions options) {
        boolean high = dim == 2;
        long stride = of(options.stride(), high);
        long dilation = of(options.dilation(), high);
        long more = of(options.outputPadding(), high);
        if (more >= Math.max(stride, dilation)) {
            throw new IllegalArgumentException(
                    "%s: outputPadding %s must be smaller than stride %s or dilation %s"
                            .formatted(name, more, stride, dilation));
        }
        long size =
                (x.size(dim) - 1) * stride
                        - 2L * of(options.padding(), high)
                        + dilation * (w.size(dim) - 1)
                        + more
                        + 1;
        if (size < 1 || size > Integer.MAX_VALUE - 2L * of(options.padding(), high)) {
            throw new IllegalArgumentException(
                    "%s: %s and weight %s would give images of %s elements a side with %s: change padding or stride"
                            .formatted(name, x, w, size, options));
        }
        return (int) size;
    }

    private static int of(Pair pair, boolean high) {
        return high ? pair.height() : pair.width();
    }

    private static Window window(int dims, Shape w, ConvOptions options) {
        Pair kernel = new Pair(w.size(2), w.size(3));
        if (kernel.height() < 1 || kernel.width() < 1) {
            throw new IllegalArgumentException(
                    "a weight %s has an empty kernel: its last sizes must be positive"
                            .formatted(w));
        }
        Pair dilation = flat(dims, options.dilation(), 1);
        Window window =
                Window.of(kernel)
                        .withStride(flat(dims, options.stride(), 1))
                        .withDilation(dilation);
        if (!options.same()) {
            Pair padding = flat(dims, options.padding(), 0);
            return window.withPadding(padding, padding);
        }
        int high = reach(dilation.height(), kernel.height());
        int wide = reach(dilation.width(), kernel.width());
        return window.withPadding(
                new Pair(high / 2, wide / 2), new Pair(high - high / 2, wide - wide / 2));
    }

    /// How many elements a window spans beyond its first.
    private static int reach(int dilation, int kernel) {
        long reach = (long) dilation * (kernel - 1);
        if (reach > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "padding same with dilation %s and a kernel of %s: a window spans %s elements, more than any image has"
                            .formatted(dilation, kernel, reach + 1));
        }
        return (int) reach;
    }

    /// Signals have no height to be strided or padded.
    private static Pair flat(int dims, Pair numbers, int none) {
        return dims == 1 ? new Pair(none, numbers.width()) : numbers;
    }

    private interface Fitting {
        ConvShapes shapes();
    }

    private static ConvShapes fitting(String name, Tensor x, Tensor weight, Fitting fitting) {
        try {
            return fitting.shapes();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: %s and weight %s don't fit: %s"
                            .formatted(name, x.array(), weight.array(), e.getMessage()),
                    e);
        }
    }

    /// What an operation on batches of images `[N, C, H, W]` gives for signals or images, with or
    /// without a batch.
    static Tensor asImages(int dims, Tensor x, UnaryOperator<Tensor> operation) {
        boolean alone = x.shape().rank() == dims + 1;
        Tensor batch = alone ? x.unsqueeze(0) : x;
        Tensor y = operation.apply(dims == 1 ? batch.unsqueeze(-2) : batch);
        Tensor result = dims == 1 ? y.squeeze(-2) : y;
        return alone ? result.squeeze(0) : result;
    }

    static void requireImages(String name, int dims, Tensor x) {
        x.requireAlive();
        int rank = x.shape().rank();
        if (rank != dims + 1 && rank != dims + 2) {
            throw new IllegalArgumentException(
                    "%s: %s must be %s, or without N for one: reshape or unsqueeze it"
                            .formatted(name, x.array(), dims == 1 ? "[N, C, L]" : "[N, C, H, W]"));
        }
    }

    private static void requireRanks(String name, int dims, Tensor x, Tensor weight) {
        requireImages(name, dims, x);
        if (weight.shape().rank() != dims + 2) {
            throw new IllegalArgumentException(
                    "%s: %s and weight %s don't fit: the weight must have %s dimensions, channels, channels and kernel"
                            .formatted(name, x.array(), weight.array(), dims + 2));
        }
        if (x.dtype() != weight.dtype()) {
            throw new IllegalArgumentException(
                    "%s: %s and weight %s have different types: convert one with to(…)"
                            .formatted(name, x.array(), weight.array()));
        }
        if (weight.shape().size(0) == 0 || weight.shape().size(1) == 0) {
            throw new IllegalArgumentException(
                    "%s: weight %s has no channels: both its first sizes must be positive"
                            .formatted(name, weight.array()));
        }
    }

    private static void requireBias(String name, Tensor weight, @Nullable Tensor bias, int out) {
        if (bias != null
                && (bias.shape().rank() != 1
                        || bias.shape().size(0) != out
                        || bias.dtype() != weight.dtype())) {
            throw new IllegalArgumentException(
                    "%s: bias %s and weight %s don't fit: the bias must be [%s], one number for each channel of the result, of the weight's type"
                            .formatted(name, bias.array(), weight.array(), out));
        }
    }

    private static void requireAlive(Tensor x, Tensor weight, @Nullable Tensor bias) {
        x.requireAlive();
        weight.requireAlive();
        if (bias != null) {
            bias.requireAlive();
        }
    }
}
