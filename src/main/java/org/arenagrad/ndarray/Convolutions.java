package org.arenagrad.ndarray;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.ConvKernels;
import org.arenagrad.kernel.ConvSizes;
import org.arenagrad.kernel.PlaneKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.jspecify.annotations.Nullable;

/// Convolutions of images and their two gradients, and what windows see as a matrix of its own.
///
/// There are two ways, and this is the plan that chooses:
///
/// | | serves | memory beside the result |
/// |---|---|---|
/// | reads images where they are ([ConvKernels]) | wherever there are vectors, but for the cases below | none of the pool's |
/// | multiplies columns ([ColumnProducts]) | windows that see single elements in order; the gradient for the input if windows step over elements; without vectors | at most a block of columns |
///
/// Operands that are not contiguous are copied for as long as the operation takes.
public final class Convolutions {
    private Convolutions() {}

    /// The kernels that read images where they are, null if columns serve better.
    private static @Nullable ConvKernels direct(ConvShapes s, DType dtype) {
        return s.window().isIdentity() ? null : dtype.kernels().conv();
    }

    /// `y[n, o] = bias[o] + Σ w[o, c, i, j]·x[n, c, window]`.
    ///
    /// @param bias `[O]`, or null
    public static NdArray conv(
            String name, ConvShapes s, NdArray x, NdArray w, @Nullable NdArray bias) {
        NdArray y = NdArray.empty(name, s.output(), x.dtype());
        if (y.shape().elements() == 0) {
            return y;
        }
        NdArray images = x.contiguous();
        NdArray weight = w.contiguous();
        ConvKernels direct = direct(s, x.dtype());
        if (direct == null) {
            ColumnProducts.conv(s, images, weight, bias, y);
        } else {
            long in = s.window().area();
            long out = in * s.weight().size(1);
            long group = out * (s.weight().size(0) / s.groups());
            var of = new ConvKernels.Weight(weight.span(), group, out, in, false);
            NdArray shifts = bias == null ? null : bias.contiguous();
            direct.forward(
                    s.sizes(), images.span(), of, shifts == null ? null : shifts.span(), y.span());
            end(shifts, bias);
        }
        end(weight, w);
        end(images, x);
        return y;
    }

    /// The gradient of [#conv] for its input: `dx[n, c, at] = Σ w[o, c, i, j]·g[n, o, window that
    /// sees it]`. A transposed convolution.
    ///
    /// @param bias one number for each channel of the result, or null
    public static NdArray input(
            String name, ConvShapes s, NdArray g, NdArray w, @Nullable NdArray bias) {
        NdArray dx = NdArray.empty(name, s.input(), g.dtype());
        if (dx.shape().elements() == 0) {
            return dx;
        }
        NdArray arrived = g.contiguous();
        NdArray weight = w.contiguous();
        ConvSizes turned = s.turned();
        ConvKernels direct = turned == null ? null : direct(s, g.dtype());
        if (turned == null || direct == null || g.shape().elements() == 0) {
            ColumnProducts.input(s, arrived, weight, dx);
        } else {
            // Its input channels are the other's output channels.
            long out = s.window().area();
            long in = out * s.weight().size(1);
            long group = in * (s.weight().size(0) / s.groups());
            var of = new ConvKernels.Weight(weight.span(), group, out, in, true);
            direct.forward(turned, arrived.span(), of, null, dx.span());
        }
        end(weight, w);
        end(arrived, g);
        if (bias != null) {
            int channels = s.input().size(1);
            Pointwise.binaryInPlace(name, Binary.ADD, dx, bias.reshape(channels, 1, 1));
        }
        return dx;
    }

    /// The gradient of [#conv] for its weight: `dw[o, c, i, j] = Σ g[n, o, at]·x[n, c, window]`.
    public static NdArray weight(String name, ConvShapes s, NdArray x, NdArray g) {
        NdArray dw = NdArray.empty(name, s.weight(), x.dtype());
        weightInto(s, x, g, false, dw);
        return dw;
    }

    /// [#weight], in memory that is there already: for gradients, which gather where their leaf has
    /// them.
    ///
    /// @param add whether to add to what is in `dw`
    /// @param dw contiguous
    public static void weightInto(ConvShapes s, NdArray x, NdArray g, boolean add, NdArray dw) {
        if (!add) {
            dw.fill(0);
        }
        if (x.shape().elements() == 0 || g.shape().elements() == 0) {
            return;
        }
        NdArray images = x.contiguous();
        NdArray arrived = g.contiguous();
        ConvKernels direct = direct(s, x.dtype());
        if (direct == null) {
            ColumnProducts.weight(s, images, arrived, dw);
        } else {
            Span to = Span.of(dw.writable(), dw.offset());
            int channels = s.weight().size(0);
            direct.weight(s.sizes(), images.span(), arrived.span(), to, 0, channels);
        }
        end(images, x);
        end(arrived, g);
    }

    /// Ends a copy that [NdArray#contiguous] made.
    private static void end(@Nullable NdArray used, @Nullable NdArray original) {
        if (used != null && original != null) {
            used.endUnlessPartOf(original);
        }
    }

    /// What windows see, as columns: `[N, C·kernel, windows]` of `[N, C, H, W]`.
    public static NdArray unfold(NdArray x, Window window) {
        Shape shape = x.shape();
        Pair count = window.count(new Pair(shape.size(2), shape.size(3)));
        NdArray y = NdArray.empty("unfold", columns(shape, window), x.dtype());
        if (y.shape().elements() > 0) {
            NdArray images = x.contiguous();
            int planes = Math.multiplyExact(shape.size(0), shape.size(1));
            Axis height = window.rows(shape.size(2), count.height());
            Axis width = window.columns(shape.size(3), count.width());
            kernels(x).unfold(height, width, 0, count.height(), images.span(), y.span(), planes);
            images.endUnlessPartOf(x);
        }
        return y;
    }

    /// The gradient of [#unfold]: each element of the columns added where it was seen.
    ///
    /// @param shape of the result, `[N, C, H, W]`
    public static NdArray fold(NdArray columns, Shape shape, Window window) {
        Pair count = window.count(new Pair(shape.size(2), shape.size(3)));
        NdArray x = NdArray.empty("fold", shape, columns.dtype()).fill(0);
        if (columns.shape().elements() > 0) {
            NdArray seen = columns.contiguous();
            int planes = Math.multiplyExact(shape.size(0), shape.size(1));
            Axis height = window.rows(shape.size(2), count.height());
            Axis width = window.columns(shape.size(3), count.width());
            kernels(x).fold(height, width, 0, count.height(), seen.span(), x.span(), planes);
            seen.endUnlessPartOf(columns);
        }
        return x;
    }

    /// The shape of [#unfold].
    public static Shape columns(Shape images, Window window) {
        Pair count = window.count(new Pair(images.size(2), images.size(3)));
        return Shape.of(
                images.size(0),
                Math.multiplyExact(images.size(1), window.area()),
                Math.multiplyExact(count.height(), count.width()));
    }

    private static PlaneKernels kernels(NdArray x) {
        return x.dtype().kernels().planes();
    }
}
