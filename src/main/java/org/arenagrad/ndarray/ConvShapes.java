package org.arenagrad.ndarray;

import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.ConvSizes;
import org.jspecify.annotations.Nullable;

/// The sizes of a convolution, which its gradients share.
///
/// @param input `[N, C, H, W]`
/// @param weight `[O, C/groups, kernel height, kernel width]`
/// @param output `[N, O, output height, output width]`
/// @param window the window that slides
/// @param groups into how many parts channels are cut, each convolved on its own
public record ConvShapes(Shape input, Shape weight, Shape output, Window window, int groups) {
    /// The sizes of `conv(x, w)`, which must fit.
    public static ConvShapes of(Shape input, Shape weight, Window window, int groups) {
        Pair count = window.count(new Pair(input.size(2), input.size(3)));
        Shape output = Shape.of(input.size(0), weight.size(0), count.height(), count.width());
        return new ConvShapes(input, weight, output, window, groups);
    }

    int images() {
        return input.size(0);
    }

    /// Elements of an image of the input.
    long inputImage() {
        return (long) input.size(1) * input.size(2) * input.size(3);
    }

    /// Elements of a plane of the output.
    int outputPlane() {
        return Math.multiplyExact(output.size(2), output.size(3));
    }

    /// Rows of the columns of an image: all channels, all elements of the window.
    int rows() {
        return Math.multiplyExact(input.size(1), window.area());
    }

    Axis height() {
        return window.rows(input.size(2), output.size(2));
    }

    Axis width() {
        return window.columns(input.size(3), output.size(3));
    }

    /// The sizes as kernels see them.
    ConvSizes sizes() {
        int in = input.size(1) / groups;
        int out = output.size(1) / groups;
        return new ConvSizes(images(), groups, in, out, height(), width());
    }

    /// The sizes of the convolution, of what arrived at the output, that is the gradient for the
    /// input: windows that step over no element, around them as many zeros as let each element of
    /// the input be seen by all windows that saw it.
    ///
    /// @return null if windows step over elements: then it is not one convolution
    @Nullable ConvSizes turned() {
        if (!window.stride().equals(Pair.of(1))) {
            return null;
        }
        int in = input.size(1) / groups;
        int out = output.size(1) / groups;
        return new ConvSizes(images(), groups, out, in, turned(height()), turned(width()));
    }

    private static Axis turned(Axis axis) {
        int reach = (axis.kernel() - 1) * axis.dilation();
        // Its input is what the other gave, and the reverse.
        int windows = axis.count();
        int elements = axis.size();
        return new Axis(
                /* size= */ windows,
                /* count= */ elements,
                axis.kernel(),
                1,
                reach - axis.padding(),
                axis.dilation());
    }
}
