package org.arenagrad.ndarray;

import org.arenagrad.array.DType;
import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Span;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.DryRun;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A strided view of a buffer: an N-dimensional array of one element type, without gradients.
///
/// Views (`transpose`, `slice`, `expand`, …) share the buffer and copy nothing. Arithmetic is in
/// [Pointwise], [Reduce], [MatMuls] and [Indexing]; every result there is a fresh, contiguous array
/// in the innermost scope.
public final class NdArray {
    private final Buffer buffer;
    private final DType dtype;
    private final Layout layout;
    private @Nullable Span span;

    NdArray(Buffer buffer, DType dtype, Layout layout) {
        this.buffer = buffer;
        this.dtype = dtype;
        this.layout = layout;
    }

    /// A fresh contiguous array with undefined content, for an operation that writes every element.
    static NdArray empty(String operation, Shape shape, DType dtype) {
        Buffer buffer = Buffer.allocate(shape.elements() * dtype.bytes(), operation, shape);
        return new NdArray(buffer, dtype, Layout.contiguous(shape));
    }

    /// The memory it lies in.
    public Buffer buffer() {
        return buffer;
    }

    /// The type of its elements.
    public DType dtype() {
        return dtype;
    }

    /// The sizes of its dimensions.
    public Shape shape() {
        return layout.shape();
    }

    /// Shape, strides and offset.
    Layout layout() {
        return layout;
    }

    /// Where its first element lies in the buffer, in elements.
    public long offset() {
        return layout.offset();
    }

    /// Whether its elements lie in row-major order without gaps.
    public boolean isContiguous() {
        return layout.isContiguous();
    }

    /// Whether this is all of its buffer, in row-major order: nobody sees more of the memory than
    /// this array.
    public boolean isWhole() {
        return layout.isContiguous()
                && layout.offset() == 0
                && shape().elements() * dtype.bytes() == buffer.byteSize();
    }

    /// The memory, for kernels that read.
    MemorySegment segment() {
        return buffer.segment();
    }

    /// The memory, for kernels that write in place.
    ///
    /// @throws IllegalStateException if several elements of this view are one in memory
    /// @throws UnsupportedOperationException if the memory is read-only
    MemorySegment writable() {
        if (layout.repeats()) {
            throw new IllegalStateException(
                    "%s was expanded, several of its elements are one in memory, so it can't be changed in place: change a copy()"
                            .formatted(this));
        }
        return buffer.writable();
    }

    /// All elements of a contiguous array as one run, for kernels that read.
    Span span() {
        return span(buffer.segment());
    }

    /// All elements of a contiguous array as one run, for kernels that write in place.
    Span writableSpan() {
        return span(writable());
    }

    // Kept, as a parameter and its gradient are handed to kernels in each step. The memory is
    // another
    // one after a Handover only, so the very same segment is looked for.
    @SuppressWarnings({"ReferenceEquality", "MemorySegmentReferenceEquality"})
    private Span span(MemorySegment segment) {
        Span run = span;
        if (run == null || run.segment() != segment) {
            run = Span.of(segment, layout.offset());
            span = run;
        }
        return run;
    }

    /// A view of the same buffer with another layout.
    private NdArray view(Layout other) {
        buffer.segment();
        return new NdArray(buffer, dtype, other);
    }

    // ---- views ----

    /// Two dimensions exchanged.
    public NdArray transpose(int dim0, int dim1) {
        return permute(shape().exchanged(dim0, dim1));
    }

    /// The dimensions in another order.
    public NdArray permute(int... dims) {
        return view(layout.permute(dims));
    }

    /// `length` elements of a dimension from `start`, in steps of `step` (which may be negative).
    public NdArray slice(int dim, int start, int length, int step) {
        return view(layout.slice(dim, start, length, step));
    }

    /// One element of a dimension, which is left out.
    public NdArray select(int dim, int index) {
        return view(layout.select(dim, index));
    }

    /// A dimension of size 1 left out; of any other size, nothing.
    public NdArray squeeze(int dim) {
        return view(layout.squeeze(dim));
    }

    /// A new dimension of size 1.
    public NdArray unsqueeze(int dim) {
        return view(layout.unsqueeze(dim));
    }

    /// Sizes 1 and missing leading dimensions repeated, without a copy.
    public NdArray expand(Shape target) {
        return view(layout.expand(target));
    }

    /// All windows of a length along a dimension, see [Layout#windows].
    public NdArray windows(int dim, int length, int step) {
        return view(layout.windows(dim, length, step));
    }

    /// A dimension backwards.
    public NdArray flip(int dim) {
        return view(layout.flip(dim));
    }

    /// The same elements in another shape: a view where strides allow it, else a view of a
    /// contiguous copy.
    public NdArray reshape(int... sizes) {
        Shape target = shape().reshaped(sizes);
        Layout strided = layout.reshape(target);
        return strided != null ? view(strided) : contiguous().view(Layout.contiguous(target));
    }

    // ---- copies ----

    /// This array if it is contiguous, else a contiguous copy.
    public NdArray contiguous() {
        return isContiguous() ? view(layout) : copy("contiguous");
    }

    /// A fresh contiguous array with the same elements.
    public NdArray copy(String operation) {
        NdArray out = empty(operation, shape(), dtype);
        out.copyFrom(this);
        return out;
    }

    /// Ends this array if it is a temporary copy, that is, unless it lies in the buffer of
    /// `original`.
    void endUnlessPartOf(NdArray original) {
        if (buffer != original.buffer) {
            buffer.end("the operation it was a temporary copy for");
        }
    }

    /// Whether some element of this array, seen through a layout of the shape of `other`, lies
    /// where another element of `other` may lie: then one can't be written while the other is read.
    boolean overlaps(Layout seen, NdArray other) {
        if (buffer == other.buffer) {
            return !seen.same(other.layout);
        }
        return (buffer.isBorrowed() || other.buffer.isBorrowed())
                && segment().asOverlappingSlice(other.segment()).isPresent();
    }

    /// Overwrites the elements with those of `source`, broadcast to this shape and converted to
    /// this type.
    public NdArray copyFrom(NdArray source) {
        Layout from = source.layout.expand(shape());
        if (source.overlaps(from, this)) {
            // Elements of the source would be overwritten before they are read.
            NdArray before = source.copy("copyFrom");
            copyFrom(before);
            before.endUnlessPartOf(this);
            return this;
        }
        MemorySegment x = source.segment();
        MemorySegment y = writable();
        StridedLoop runs = new StridedLoop(from, layout);
        int n = runs.length();
        long xs = runs.stride(0);
        long ys = runs.stride(1);
        if (source.dtype == dtype) {
            var kernels = dtype.kernels().elementwise();
            runs.forEach(o -> kernels.copy(new Span(x, o[0], xs), new Span(y, o[1], ys), n));
        } else if (!DryRun.isOn()) {
            runs.forEach(
                    o -> {
                        for (int i = 0; i < n; i++) {
                            dtype.set(y, o[1] + i * ys, source.dtype.get(x, o[0] + i * xs));
                        }
                    });
        }
        return this;
    }

    /// This array if it has that type, else a converted copy.
    public NdArray to(DType type) {
        return type == dtype ? this : empty("converted", shape(), type).copyFrom(this);
    }

    /// Sets every element.
    public NdArray fill(double value) {
        MemorySegment y = writable();
        var kernels = dtype.kernels().elementwise();
        StridedLoop runs = new StridedLoop(layout);
        runs.forEach(o -> kernels.fill(new Span(y, o[0], runs.stride(0)), runs.length(), value));
        return this;
    }

    // ---- reading out ----

    /// One element; indices may count from the end (-1). NaN if the array was made in a dry run.
    public double get(int... index) {
        long position = layout.position(index);
        MemorySegment x = segment();
        return buffer.isDry() ? Double.NaN : dtype.get(x, position);
    }

    /// Overwrites one element; in a dry run nothing is written.
    public void set(double value, int... index) {
        long position = layout.position(index);
        MemorySegment y = writable();
        if (!DryRun.isOn()) {
            dtype.set(y, position, value);
        }
    }

    /// The only element of an array that has just one; NaN if the array was made in a dry run.
    public double item() {
        MemorySegment x = segment();
        if (shape().elements() != 1) {
            throw new IllegalStateException(
                    """
                    item: %s has %s elements, item() reads the only one of an array that has \
                    just one\
                    """
                            .formatted(this, shape().elements()));
        }
        return buffer.isDry() ? Double.NaN : dtype.get(x, layout.offset());
    }

    /// All elements in row-major order, as doubles on the heap; NaN throughout if the array was
    /// made in a dry run.
    public double[] toArray() {
        MemorySegment x = segment();
        double[] out = new double[Math.toIntExact(shape().elements())];
        if (buffer.isDry()) {
            Arrays.fill(out, Double.NaN);
            return out;
        }
        StridedLoop runs = new StridedLoop(layout);
        int[] at = {0};
        runs.forEach(
                o -> {
                    for (int i = 0; i < runs.length(); i++) {
                        out[at[0]++] = dtype.get(x, o[0] + i * runs.stride(0));
                    }
                });
        return out;
    }

    /// Name, operation, shape and type, for messages: `'w' [2, 3] FLOAT64`.
    @Override
    public String toString() {
        String name = buffer.name();
        return "%s %s %s"
                .formatted(name == null ? buffer.operation() : "'" + name + "'", shape(), dtype);
    }
}
