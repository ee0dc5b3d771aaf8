package org.arenagrad.kernel;

/// Loops over the planes of images, `[planes, height, width]`, each plane on its own: what
/// convolution and pooling read and write. All runs are contiguous.
public interface PlaneKernels {
    /// Writes what windows see as columns, for the output rows `first … first + rows - 1`: of each
    /// plane a matrix with a row for each element of the window, `[kernel height · kernel width,
    /// rows · output width]`.
    void unfold(Axis height, Axis width, int first, int rows, Span x, Span columns, int planes);

    /// Adds each element of columns to where [#unfold] would have read it.
    void fold(Axis height, Axis width, int first, int rows, Span columns, Span x, int planes);

    /// The place in its plane, `row · width + column`, of the largest element of each window, the
    /// first of several; of a NaN if there is one.
    ///
    /// @param places gets them, from its index `from` on
    void argmax(Bounds height, Bounds width, Span x, int[] places, int from, int planes);

    /// The sum of each window divided by the product of its two divisors.
    void mean(Bounds height, Bounds width, Span x, Span y, int planes);

    /// The gradient of [#mean]: adds to each element the shares of what reached its windows.
    void spread(Bounds height, Bounds width, Span g, Span x, int planes);
}
