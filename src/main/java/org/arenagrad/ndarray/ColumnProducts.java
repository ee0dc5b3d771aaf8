package org.arenagrad.ndarray;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.PlaneKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Convolutions as matrix products of columns: what the windows see is written as columns of a
/// matrix, block by block (Chellapilla et al., 2006: *im2col*).
///
/// **Memory.** A block is as many whole images as give columns of [#BLOCK_BYTES], or else as many
/// rows of windows of one image, at least one. There is one block at a time: however large the
/// batch, a convolution takes no more than that beside its result. Windows that see single elements
/// in order (`1x1`) need no columns: the image is the matrix.
final class ColumnProducts {
    /// How large a block is at most, unless one row of windows takes more: it stays in the second
    /// cache.
    static final long BLOCK_BYTES = 1 << 20;

    private ColumnProducts() {}

    /// How an image, or several, are cut.
    ///
    /// @param images how many are done together
    /// @param rows how many rows of windows are, all if there are several images
    /// @param direct whether the images themselves are the columns
    private record Blocks(int images, int rows, boolean direct) {
        static Blocks of(ConvShapes s, DType dtype, long beside) {
            int height = s.output().size(2);
            if (s.window().isIdentity()) {
                return new Blocks(Math.max(1, images(s, beside)), height, true);
            }
            long row = (long) s.rows() * s.output().size(3) * dtype.bytes();
            int images = images(s, row * height + beside);
            return images > 0
                    ? new Blocks(images, height, false)
                    : new Blocks(1, Math.clamp(BLOCK_BYTES / row, 1, height), false);
        }

        private static int images(ConvShapes s, long bytesEach) {
            return (int)
                    Math.min(s.images(), bytesEach == 0 ? s.images() : BLOCK_BYTES / bytesEach);
        }

        long columns(ConvShapes s) {
            return direct ? 0 : (long) images * s.rows() * rows * s.output().size(3);
        }
    }

    private static Blocks weightBlocks(ConvShapes s, DType dtype) {
        return Blocks.of(s, dtype, s.weight().elements() * dtype.bytes());
    }

    private static long parts(ConvShapes s, Blocks blocks) {
        return s.groups() == 1 && blocks.images() > 1 ? blocks.images() * s.weight().elements() : 0;
    }

    /// `y`, which is empty so far, see [Convolutions#conv].
    static void conv(ConvShapes s, NdArray x, NdArray w, @Nullable NdArray bias, NdArray y) {
        double beta = bias == null ? 0 : 1;
        double[] shifts = bias == null ? new double[0] : bias.toArray();
        try (Columns columns = new Columns(s, Blocks.of(s, x.dtype(), 0), x, 0)) {
            MemorySegment out = y.segment();
            columns.forEach(
                    block -> {
                        columns.fill(block, y.span(), shifts);
                        Stack seen = columns.unfold(block, x);
                        Stack to = columns.output(block, out, 0);
                        columns.products(block, matrix(s, w), seen, beta, to);
                    });
        }
    }

    /// `dx`, see [Convolutions#input].
    static void input(ConvShapes s, NdArray g, NdArray w, NdArray dx) {
        Blocks blocks = Blocks.of(s, g.dtype(), 0);
        if (!blocks.direct()) {
            dx.fill(0);
        }
        try (Columns columns = new Columns(s, blocks, g, 0)) {
            columns.forEach(
                    block -> {
                        Stack from = columns.output(block, g.segment(), g.offset());
                        Stack seen = columns.target(block, dx);
                        columns.products(block, matrix(s, w).transpose(), from, 0, seen);
                        columns.fold(block, dx);
                    });
        }
    }

    /// Adds to `dw`, see [Convolutions#weightInto].
    static void weight(ConvShapes s, NdArray x, NdArray g, NdArray dw) {
        Blocks blocks = weightBlocks(s, x.dtype());
        try (Columns columns = new Columns(s, blocks, x, parts(s, blocks))) {
            MemorySegment out = dw.writable();
            columns.forEach(
                    block -> {
                        Stack seen = columns.unfold(block, x);
                        Stack from = columns.output(block, g.segment(), g.offset());
                        columns.sums(block, from, seen, Span.of(out, dw.offset()));
                    });
        }
    }

    /// The weight of the first group, `[O/groups, C/groups·kernel]`.
    private static Matrix matrix(ConvShapes s, NdArray w) {
        int rows = s.weight().size(0) / s.groups();
        return Matrix.of(w.segment(), w.offset(), rows, s.rows() / s.groups());
    }

    /// Some images, or some rows of windows of one image.
    ///
    /// @param image the first
    /// @param images how many
    /// @param row the first row of windows
    /// @param rows how many
    private record Block(int image, int images, int row, int rows) {}

    /// A matrix of the first group of the first image of a block, and where the others are.
    ///
    /// @param first that matrix
    /// @param image the distance to that of the next image
    /// @param group the distance to that of the next group
    private record Stack(Matrix first, long image, long group) {
        Stack transpose() {
            return new Stack(first.transpose(), image, group);
        }

        Matrix of(int n) {
            return first.shifted(n * image);
        }
    }

    private interface Visit {
        void visit(Block block);
    }

    /// The block of columns, and the products over it.
    private static final class Columns implements AutoCloseable {
        private final ConvShapes s;
        private final Blocks blocks;
        private final PlaneKernels planes;
        private final DType dtype;
        private final Gemm gemm;
        private final Axis height;
        private final Axis width;
        private final @Nullable NdArray columns;
        private final @Nullable NdArray parts;

        Columns(ConvShapes s, Blocks blocks, NdArray of, long parts) {
            this.s = s;
            this.blocks = blocks;
            this.dtype = of.dtype();
            this.planes = dtype.kernels().planes();
            this.gemm = dtype.kernels().gemm();
            this.height = s.height();
            this.width = s.width();
            this.columns = temporary("columns", blocks.columns(s));
            this.parts = temporary("sums of images", parts);
        }

        private @Nullable NdArray temporary(String what, long elements) {
            return elements == 0
                    ? null
                    : NdArray.empty(what, Shape.of(Math.toIntExact(elements)), dtype);
        }

        void forEach(Visit visit) {
            int high = s.output().size(2);
            for (int n = 0; n < s.images(); n += blocks.images()) {
                int images = Math.min(blocks.images(), s.images() - n);
                for (int row = 0; row < high; row += blocks.rows()) {
                    visit.visit(new Block(n, images, row, Math.min(blocks.rows(), high - row)));
                }
            }
        }

        private int windows(Block block) {
            return block.rows() * s.output().size(3);
        }

        private int channels(Block block) {
            return block.images() * s.input().size(1);
        }

        private Span image(Block block, NdArray x) {
            return x.span().from(block.image() * s.inputImage());
        }

        /// Where columns go: the block, or, directly, the image.
        Stack target(Block block, NdArray x) {
            int rows = s.rows() / s.groups();
            int windows = windows(block);
            NdArray seen = columns;
            Matrix first =
                    seen == null
                            ? Matrix.of(x.segment(), image(block, x).offset(), rows, windows)
                            : Matrix.of(seen.segment(), 0, rows, windows);
            long group = (long) rows * windows;
            return new Stack(first, group * s.groups(), group);
        }

        /// The columns of the images.
        Stack unfold(Block block, NdArray x) {
            NdArray seen = columns;
            if (seen != null) {
                Span image = image(block, x);
                int count = channels(block);
                planes.unfold(height, width, block.row(), block.rows(), image, seen.span(), count);
            }
            return target(block, x);
        }

        void fold(Block block, NdArray x) {
            NdArray seen = columns;
            if (seen != null) {
                Span image = image(block, x);
                int count = channels(block);
                planes.fold(height, width, block.row(), block.rows(), seen.span(), image, count);
            }
        }

        /// The part of the output that belongs to a block.
        Stack output(Block block, MemorySegment segment, long offset) {
            long plane = s.outputPlane();
            long image = plane * s.output().size(1);
            long at = offset + block.image() * image + (long) block.row() * s.output().size(3);
            int rows = s.output().size(1) / s.groups();
            Matrix first = new Matrix(segment, at, rows, windows(block), plane, 1);
            return new Stack(first, image, rows * plane);
        }

        /// Fills each plane of the output with its bias.
        void fill(Block block, Span y, double[] bias) {
            int plane = s.outputPlane();
            int channels = s.output().size(1);
            for (int k = 0; k < block.images() * bias.length; k++) {
                long at = ((long) block.image() * channels + k) * plane;
                Span part = y.from(at + (long) block.row() * s.output().size(3));
                dtype.kernels().elementwise().fill(part, windows(block), bias[k % channels]);
            }
        }

        /// `c = weight·b`, plus what is in `c` if `beta` is 1, for each image and group.
        ///
        /// @param weight that of the first group, or its transpose
        void products(Block block, Matrix weight, Stack b, double beta, Stack c) {
            if (s.groups() == 1) {
                gemm.multiplyBatch(
                        1,
                        weight,
                        0,
                        b.first(),
                        b.image(),
                        beta,
                        c.first(),
                        c.image(),
                        block.images());
                return;
            }
            long next = s.weight().elements() / s.groups();
            for (int n = 0; n < block.images(); n++) {
                gemm.multiplyBatch(
                        1, weight, next, b.of(n), b.group(), beta, c.of(n), c.group(), s.groups());
            }
        }

        /// Adds `g·columnsᵀ` of each image and group to the sum. Of several images each gets a sum
        /// of its own first: so threads can share them.
        void sums(Block block, Stack g, Stack seen, Span sum) {
            int weight = Math.toIntExact(s.weight().elements());
            int rows = g.first().rows();
            int terms = seen.first().rows();
            Stack turned = seen.transpose();
            NdArray each = parts;
            if (each != null) {
                Matrix part = Matrix.of(each.segment(), 0, rows, terms);
                gemm.multiplyBatch(
                        1,
                        g.first(),
                        g.image(),
                        turned.first(),
                        turned.image(),
                        0,
                        part,
                        weight,
                        block.images());
                dtype.kernels()
                        .reductions()
                        .foldRows(Binary.ADD, each.span(), weight, block.images(), weight, sum);
                return;
            }
            Matrix to = Matrix.of(sum.segment(), sum.offset(), rows, terms);
            long next = weight / s.groups();
            for (int n = 0; n < block.images(); n++) {
                gemm.multiplyBatch(
                        1,
                        g.of(n),
                        g.group(),
                        turned.of(n),
                        turned.group(),
                        1,
                        to,
                        next,
                        s.groups());
            }
        }

        @Override
        public void close() {
            if (columns != null) {
                columns.buffer().close();
            }
            if (parts != null) {
                parts.buffer().close();
            }
        }
    }
}
