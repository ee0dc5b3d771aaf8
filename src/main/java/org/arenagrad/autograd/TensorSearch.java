package org.arenagrad.autograd;

import org.arenagrad.array.Indices;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Reduce;
import org.arenagrad.ndarray.Sorting;

import java.util.Arrays;

/// Methods of [Tensor] that look for elements: the largest, those in the middle, those that are not
/// 0. Gradients flow to the elements that were found. NaN counts as the largest, as in PyTorch. A
/// scalar is a vector of one element here.
public sealed interface TensorSearch permits Tensor {
    /// This tensor.
    Tensor self();

    /// Elements and where they were found along a dimension.
    ///
    /// @param values the elements; gradients flow through them
    /// @param indices their places in the dimension, of the same shape
    record Found(Tensor values, Indices indices) {}

    /// Where the largest elements along a dimension are: the first of several.
    default Indices argmax(int dim) {
        NdArray x = self().array();
        return Reduce.argmax(x.shape().rank() == 0 ? x.reshape(1) : x, dim, false);
    }

    /// Where the smallest elements along a dimension are: the first of several.
    default Indices argmin(int dim) {
        try (Tensor negative = opposite()) {
            return negative.argmax(dim);
        }
    }

    private Tensor opposite() {
        try (var _ = Autograd.noGrad()) {
            return self().neg();
        }
    }

    /// The largest elements along a dimension and where they are, the first of several;
    /// [TensorReductions#amax] divides the gradient among equal ones.
    default Found max(int dim) {
        return IndexOps.found(self(), dim, argmax(dim));
    }

    /// The smallest elements along a dimension and where they are, the first of several.
    default Found min(int dim) {
        return IndexOps.found(self(), dim, argmin(dim));
    }

    /// The elements along a dimension in order, equal ones as they stood.
    default Found sort(int dim, boolean descending) {
        return topk(lengthOf(dim), dim, descending);
    }

    /// The elements along a dimension from the smallest to the largest.
    default Found sort(int dim) {
        return sort(dim, false);
    }

    /// Where the elements in order are, see [#sort(int, boolean)].
    default Indices argsort(int dim, boolean descending) {
        return order(lengthOf(dim), dim, descending);
    }

    /// The `k` largest elements along a dimension, or the `k` smallest, in order.
    ///
    /// @throws IllegalArgumentException if there are fewer
    default Found topk(int k, int dim, boolean largest) {
        self().requireAlive();
        int length = lengthOf(dim);
        if (k < 0 || k > length) {
            throw new IllegalArgumentException(
                    "topk: %s elements asked for, but dimension %s of %s has %s"
                            .formatted(k, dim, self().array(), length));
        }
        Indices order = order(k, dim, largest);
        return new Found(IndexOps.gather(self(), dim, order), order);
    }

    /// The `k` largest elements along a dimension, the largest first.
    default Found topk(int k, int dim) {
        return topk(k, dim, true);
    }

    private int lengthOf(int dim) {
        int d = self().shape().dimOrScalar(dim);
        return self().shape().rank() == 0 ? 1 : self().shape().size(d);
    }

    private Indices order(int k, int dim, boolean descending) {
        return Sorting.order(self().array(), dim, k, descending);
    }

    /// The element in the middle of a dimension, the lower of two, and where it is; NaN if one is.
    default Found median(int dim) {
        return IndexOps.found(self(), dim, Sorting.median(self().array(), dim));
    }

    /// The element in the middle of all, the lower of two; NaN if one is.
    default Tensor median() {
        return self().reshape(-1).median(0).values();
    }

    /// What the share `q` of the elements along a dimension does not exceed, between two elements
    /// in proportion; NaN if one is.
    ///
    /// @throws IllegalArgumentException if `q` is not between 0 and 1, or there are no elements
    default Tensor quantile(double q, int dim) {
        self().requireAlive();
        int length = lengthOf(dim);
        if (!(q >= 0 && q <= 1) || length == 0) {
            throw new IllegalArgumentException(
                    "quantile: %s of dimension %s of %s: it lies between 0 and 1, of at least one element"
                            .formatted(q, dim, self().array()));
        }
        Tensor line = self().shape().rank() == 0 ? self().reshape(1) : self();
        int d = line.shape().dim(dim);
        Tensor sorted = line.sort(d).values();
        double place = q * (length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        Tensor value = sorted.select(d, below).lerp(sorted.select(d, above), place - below);
        // NaN stands last, where a quantile below 1 would not see it.
        Tensor last = sorted.select(d, length - 1);
        value = last.isNan().where(last, value);
        return self().shape().rank() == 0 ? value.reshape() : value;
    }

    /// [#quantile(double, int)] of all elements.
    default Tensor quantile(double q) {
        return self().reshape(-1).quantile(q, 0);
    }

    /// How many elements are not 0, in the named dimensions or in all.
    default Tensor countNonzero(int... dims) {
        return self().ne(0).sum(dims);
    }

    /// 1 where some element of the named dimensions, or of all, is not 0; else 0.
    default Tensor any(int... dims) {
        return countNonzero(dims).gt(0);
    }

    /// 1 where no element of the named dimensions, or of all, is 0; else 0.
    default Tensor all(int... dims) {
        return self().eq(0).sum(dims).eq(0);
    }

    /// The places of the elements that are not 0, `[count, rank]`, row-major. In a dry run none is
    /// found.
    default Indices nonzero() {
        return Sorting.nonzero(self().array());
    }

    /// The elements where a mask, broadcast to this shape, is not 0: `[count]`, row-major.
    default Tensor maskedSelect(Tensor mask) {
        int[] shape = self().shape().toArray();
        int[] at = Sorting.flatNonzero(mask.withoutGraph().expand(shape).array());
        return self().reshape(-1).indexSelect(0, at);
    }

    /// Whether all elements are close to those of `other`, broadcast: `|a - b| <= absolute +
    /// relative·|b|`. NaN is close to nothing. False in a dry run.
    default boolean allClose(Tensor other, double relative, double absolute) {
        try (Scope _ = Scope.open("allClose");
                var _ = Autograd.noGrad()) {
            Tensor allowed = other.abs().mul(relative).add(absolute);
            Tensor off = self().sub(other).abs();
            // An infinity is close to itself only, from which it differs by NaN.
            Tensor close = off.le(allowed).mul(off.isFinite());
            return close.maximum(self().eq(other)).all().item() == 1;
        }
    }

    /// [#allClose(Tensor, double, double)] with PyTorch's tolerances, 1e-5 and 1e-8.
    default boolean allClose(Tensor other) {
        return allClose(other, 1e-5, 1e-8);
    }

    /// For tests: makes sure that shape and type are those of `expected`, and the elements too, to
    /// `relative` of each or `absolute`; NaN is equal to NaN.
    ///
    /// @throws AssertionError saying how many elements are off, and which one most
    default void assertClose(Tensor expected, double relative, double absolute) {
        Tensor actual = self();
        if (!actual.shape().equals(expected.shape()) || actual.dtype() != expected.dtype()) {
            throw new AssertionError(
                    "expected %s %s, but was %s %s"
                            .formatted(
                                    expected.shape(),
                                    expected.dtype(),
                                    actual.shape(),
                                    actual.dtype()));
        }
        double[] a = actual.toArray();
        double[] e = expected.toArray();
        int off = 0;
        int worst = -1;
        double most = -1;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs(a[i] - e[i]);
            boolean same = Double.compare(a[i], e[i]) == 0 || a[i] == e[i];
            if (!same && !(difference <= absolute + relative * Math.abs(e[i]))) {
                off++;
                double size = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                if (size > most) {
                    most = size;
                    worst = i;
                }
            }
        }
        if (off > 0) {
            throw new AssertionError(
                    "%s of %s elements are off, most the one at %s: expected %s, but was %s"
                            .formatted(
                                    off,
                                    a.length,
                                    Arrays.toString(actual.shape().index(worst)),
                                    e[worst],
                                    a[worst]));
        }
    }

    /// [#assertClose(Tensor, double, double)] with tolerances that suit the type: 1e-7 for FLOAT64,
    /// and 1.3e-6 relative and 1e-5 absolute for FLOAT32, as PyTorch's `assert_close`.
    default void assertClose(Tensor expected) {
        switch (self().dtype()) {
            case FLOAT64 -> assertClose(expected, 1e-7, 1e-7);
            case FLOAT32 -> assertClose(expected, 1.3e-6, 1e-5);
        }
    }
}
