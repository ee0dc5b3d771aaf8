package org.arenagrad.ndarray;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;

/// Functions that take a matrix row by row, or any array along one dimension: the softmax family,
/// cross-entropy and normalisation.
public final class RowOps {
    private RowOps() {}

    /// `e^x / Σ e^x` along a dimension.
    public static NdArray softmax(NdArray x, int dim) {
        NdArray rows = x.transpose(dim, -1).contiguous();
        NdArray y = NdArray.empty("softmax", rows.shape(), x.dtype());
        int columns = rows.shape().size(-1);
        x.dtype().kernels().rows().softmax(rows.span(), y.span(), count(rows, columns), columns);
        rows.endUnlessPartOf(x);
        return y.transpose(dim, -1);
    }

    /// `x = e^(scale·x) / Σ e^(scale·x)` along the last dimension, in place, for the weights of
    /// attentions: `[…, rows, columns]`, of which row `r` sees `seen + r` elements, if there are as
    /// many, and gives the others 0.
    ///
    /// @param x contiguous
    /// @param all whether each row sees all elements
    public static void softmaxInPlace(NdArray x, double scale, boolean all, int seen) {
        int columns = x.shape().size(-1);
        Span span = Span.of(x.writable(), x.offset());
        int period = all ? 1 : Math.max(1, x.shape().size(-2));
        long first = all ? columns : seen;
        x.dtype()
                .kernels()
                .rows()
                .softmax(span, span, scale, first, period, count(x, columns), columns);
    }

    /// The gradient of [#softmaxInPlace], in place: `g = scale·y·(g - Σ g·y)`.
    ///
    /// @param g contiguous
    /// @param y contiguous
    public static void softmaxGradInPlace(NdArray g, NdArray y, double scale) {
        int columns = g.shape().size(-1);
        Span span = Span.of(g.writable(), g.offset());
        g.dtype()
                .kernels()
                .rows()
                .softmaxGrad(span, y.span(), span, scale, count(g, columns), columns);
    }

    /// `x - log Σ e^x` along a dimension.
    public static NdArray logSoftmax(NdArray x, int dim) {
        NdArray rows = x.transpose(dim, -1).contiguous();
        NdArray y = NdArray.empty("logSoftmax", rows.shape(), x.dtype());
        int columns = rows.shape().size(-1);
        x.dtype().kernels().rows().logSoftmax(rows.span(), y.span(), count(rows, columns), columns);
        rows.endUnlessPartOf(x);
        return y.transpose(dim, -1);
    }

    /// `log Σ e^x` along a dimension.
    public static NdArray logSumExp(NdArray x, int dim, boolean keepDim) {
        NdArray last = x.transpose(dim, -1);
        NdArray rows = last.contiguous();
        int columns = rows.shape().size(-1);
        NdArray y = NdArray.empty("logsumexp", last.shape().with(-1, 1), x.dtype());
        if (columns == 0) {
            // The sum of no exponentials is 0.
            y.fill(Double.NEGATIVE_INFINITY);
        }
        x.dtype().kernels().rows().logSumExp(rows.span(), y.span(), count(rows, columns), columns);
        rows.endUnlessPartOf(x);
        NdArray back = y.transpose(dim, -1);
        return keepDim ? back : back.squeeze(dim);
    }

    private static long count(NdArray rows, int columns) {
        return columns == 0 ? 0 : rows.shape().elements() / columns;
    }

    /// The cross-entropy of each row of logits `[N, C]` against its class, times the row's weight:
    /// `[N]`.
    ///
    /// @param weight `[N]`, or `[]`: the same for all
    /// @throws IllegalArgumentException if shapes don't fit
    /// @throws IndexOutOfBoundsException if a class is not in `0 … C-1`
    public static NdArray crossEntropy(
            NdArray logits, Indices classes, NdArray weight, double smoothing) {
        requireClasses(logits, classes, weight);
        NdArray x = logits.contiguous();
        int rows = x.shape().size(0);
        NdArray loss = NdArray.empty("crossEntropy", Shape.of(rows), x.dtype());
        x.dtype()
                .kernels()
                .rows()
                .crossEntropy(
                        x.span(),
                        classes.forKernels().values(),
                        0,
                        perRow(weight),
                        smoothing,
                        loss.span(),
                        rows,
                        x.shape().size(1));
        x.endUnlessPartOf(logits);
        return loss;
    }

    /// The gradient of [#crossEntropy] for the logits, `[N, C]`.
    ///
    /// @param g what reached the losses, `[N]`
    public static NdArray crossEntropyGrad(
            NdArray logits, Indices classes, NdArray weight, double smoothing, NdArray g) {
        NdArray x = logits.contiguous();
        NdArray out = NdArray.empty("crossEntropy", x.shape(), x.dtype());
        x.dtype()
                .kernels()
                .rows()
                .crossEntropyGrad(
                        x.span(),
                        classes.forKernels().values(),
                        0,
                        perRow(weight),
                        smoothing,
                        perRow(g),
                        out.span(),
                        x.shape().size(0),
                        x.shape().size(1));
        x.endUnlessPartOf(logits);
        return out;
    }

    /// Adds the same row to every row of a fresh array.
    ///
    /// @param row `[C]`, of the type of `y`
    public static void addRow(NdArray y, NdArray row) {
        Pointwise.requireSameType("linear", y, row);
        NdArray b = row.contiguous();
        int columns = y.shape().size(-1);
        y.dtype()
                .kernels()
                .elementwise()
                .binaryWithRow(
                        Binary.ADD, y.span(), b.span(), y.span(), count(y, columns), columns);
        b.endUnlessPartOf(row);
    }

    /// One number for each row, or one for all.
    private static Span perRow(NdArray x) {
        long stride = x.shape().rank() == 0 ? 0 : x.layout().stride(0);
        return new Span(x.segment(), x.offset(), stride);
    }

    private static void requireClasses(NdArray logits, Indices classes, NdArray weight) {
        Pointwise.requireSameType("crossEntropy", logits, weight);
        if (logits.shape().rank() != 2
                || !classes.shape().equals(Shape.of(logits.shape().size(0)))) {
            throw new IllegalArgumentException(
                    """
                    crossEntropy: logits %s and classes of shape %s don't fit: logits are [N, \
                    C], classes [N]\
                    """
                            .formatted(logits, classes.shape()));
        }
        if (weight.shape().rank() != 0 && !weight.shape().equals(classes.shape())) {
            throw new IllegalArgumentException(
                    "crossEntropy: %s does not give one weight for each of %s rows"
                            .formatted(weight, classes.shape()));
        }
        classes.requireWithin(logits.shape().size(1), "crossEntropy: class");
    }

    /// Along the last dimension, `(x - mean) / √(variance + eps)`.
    public static NdArray normalize(NdArray x, double eps) {
        NdArray rows = x.contiguous();
        NdArray y = NdArray.empty("normalize", x.shape(), x.dtype());
        int columns = x.shape().size(-1);
        long count = count(rows, columns);
        x.dtype().kernels().rows().normalize(rows.span(), y.span(), eps, count, columns);
        rows.endUnlessPartOf(x);
        return y;
    }

    /// The gradient of [#normalize].
    ///
    /// @param y the result of [#normalize], contiguous
    public static NdArray normalizeGrad(NdArray g, NdArray x, NdArray y, double eps) {
        NdArray arrived = g.contiguous();
        NdArray rows = x.contiguous();
        NdArray dx = NdArray.empty("normalize", x.shape(), x.dtype());
        int columns = x.shape().size(-1);
        x.dtype()
                .kernels()
                .rows()
                .normalizeGrad(
                        arrived.span(),
                        rows.span(),
                        y.span(),
                        dx.span(),
                        eps,
                        count(rows, columns),
                        columns);
        rows.endUnlessPartOf(x);
        arrived.endUnlessPartOf(g);
        return dx;
    }
}
