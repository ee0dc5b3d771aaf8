package org.arenagrad.autograd;

import org.arenagrad.array.Pair;

/// The choices of a convolution, with PyTorch's names and defaults.
///
/// ```java
/// x.conv2d(weight, bias, ConvOptions.DEFAULT.withStride(2).withPadding(1))
/// ```
///
/// @param stride the distance between neighbouring windows
/// @param padding zeros on each side; nothing if `same`
/// @param same whether the result is as large as the input, with zeros around as needed (one more
///   behind than in front if the number is odd); only for a stride of 1
/// @param dilation the distance between the elements a window sees
/// @param groups into how many parts channels are cut, each convolved on its own; as many as there
///   are channels is a depthwise convolution
/// @param outputPadding how many rows and columns more a transposed convolution gives, of those
///   that a stride leaves open
public record ConvOptions(
        Pair stride, Pair padding, boolean same, Pair dilation, int groups, Pair outputPadding) {
    /// Stride 1, no padding, dilation 1, one group.
    public static final ConvOptions DEFAULT =
            new ConvOptions(Pair.of(1), Pair.of(0), false, Pair.of(1), 1, Pair.of(0));

    /// Checks each number.
    ///
    /// @throws IllegalArgumentException if stride, dilation or groups is not positive, a padding
    ///   negative, or `same` goes with a stride
    public ConvOptions {
        requireAll("stride", stride, 1);
        requireAll("padding", padding, 0);
        requireAll("dilation", dilation, 1);
        requireAll("outputPadding", outputPadding, 0);
        if (groups < 1) {
            throw new IllegalArgumentException(
                    "groups must be 1 or more, not %s".formatted(groups));
        }
        if (same && (stride.height() > 1 || stride.width() > 1)) {
            throw new IllegalArgumentException(
                    "padding same with stride %s: the result can be as large as the input only with stride 1, give the padding as a number"
                            .formatted(stride));
        }
    }

    private static void requireAll(String name, Pair numbers, int least) {
        if (numbers.height() < least || numbers.width() < least) {
            throw new IllegalArgumentException(
                    "%s must be %s or more, not %s".formatted(name, least, numbers));
        }
    }

    /// The same with another stride.
    public ConvOptions withStride(int both) {
        return withStride(Pair.of(both));
    }

    /// The same with another stride.
    public ConvOptions withStride(Pair other) {
        return new ConvOptions(other, padding, same, dilation, groups, outputPadding);
    }

    /// The same with zeros on all sides.
    public ConvOptions withPadding(int all) {
        return withPadding(Pair.of(all));
    }

    /// The same with zeros above and below, and to the left and right.
    public ConvOptions withPadding(Pair other) {
        return new ConvOptions(stride, other, false, dilation, groups, outputPadding);
    }

    /// The same with as many zeros around as make the result as large as the input.
    public ConvOptions withSamePadding() {
        return new ConvOptions(stride, Pair.of(0), true, dilation, groups, outputPadding);
    }

    /// The same with another dilation.
    public ConvOptions withDilation(int both) {
        return withDilation(Pair.of(both));
    }

    /// The same with another dilation.
    public ConvOptions withDilation(Pair other) {
        return new ConvOptions(stride, padding, same, other, groups, outputPadding);
    }

    /// The same with another number of groups.
    public ConvOptions withGroups(int other) {
        return new ConvOptions(stride, padding, same, dilation, other, outputPadding);
    }

    /// The same with more rows and columns of a transposed convolution's result.
    public ConvOptions withOutputPadding(int both) {
        return withOutputPadding(Pair.of(both));
    }

    /// The same with more rows and columns of a transposed convolution's result.
    public ConvOptions withOutputPadding(Pair other) {
        return new ConvOptions(stride, padding, same, dilation, groups, other);
    }
}
