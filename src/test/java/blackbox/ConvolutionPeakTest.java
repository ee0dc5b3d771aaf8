package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

/// How much memory a convolution takes on top of what lasts, as the package page of `autograd` has
/// it, to the byte.
class ConvolutionPeakTest {
    private static final long BLOCK = 1 << 20;

    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && !Backend.name().equals("scalar");

    /// The sizes of a convolution with square images and kernels, padded by one.
    private record Sizes(
            int images,
            int in,
            int out,
            int side,
            int kernel,
            int stride,
            int groups,
            DType dtype) {
        long windows() {
            return (side + 2L - kernel) / stride + 1;
        }

        long row() {
            return (long) in * kernel * kernel * windows();
        }

        long weight() {
            return (long) out * in / groups * kernel * kernel;
        }

        long output() {
            return (long) images * out * windows() * windows();
        }

        long input() {
            return (long) images * in * side * side;
        }

        /// How many images are done together, 0 if not even one.
        long together(long beside) {
            return Math.min(images, BLOCK / (dtype.bytes() * (row() * windows() + beside)));
        }

        long block(long beside) {
            long i = together(beside);
            long rows = Math.clamp(BLOCK / (dtype.bytes() * row()), 1, windows());
            return i > 0 ? i * row() * windows() : row() * rows;
        }

        /// Without vectors, columns are multiplied; with them, only where windows step over
        /// elements, and then only for the gradient of the input.
        long forwardTemporary() {
            return VECTORS ? 0 : block(0);
        }

        long inputTemporary() {
            return VECTORS && stride == 1 ? 0 : block(0);
        }

        long weightTemporary() {
            return VECTORS ? 0 : weightBlock();
        }

        long weightBlock() {
            long i = together(weight());
            return block(weight()) + (i > 1 && groups == 1 ? i * weight() : 0);
        }
    }

    private static Lifetimes step(Sizes s, boolean gradients) {
        Rng rng = Rng.seed(1);
        try (var life = Scope.open("life")) {
            Tensor x = Tensor.randn(s.dtype(), rng, s.images(), s.in(), s.side(), s.side());
            Tensor w =
                    Tensor.randn(
                            s.dtype(), rng, s.out(), s.in() / s.groups(), s.kernel(), s.kernel());
            Tensor b = Tensor.randn(s.dtype(), rng, s.out());
            int side = (int) s.windows();
            Tensor g = Tensor.randn(s.dtype(), rng, s.images(), s.out(), side, side);
            if (gradients) {
                x.requireGrad();
                w.requireGrad();
                b.requireGrad();
            }
            life.seal();
            ConvOptions options =
                    ConvOptions.DEFAULT
                            .withPadding(1)
                            .withStride(s.stride())
                            .withGroups(s.groups());
            return Lifetimes.of(
                    "step",
                    () -> {
                        Tensor y = x.conv2d(w, b, options);
                        if (gradients) {
                            y.backward(g);
                        }
                    });
        }
    }

    @Property(tries = 60)
    void isTheResultAndTheLargestTemporary(
            @ForAll @IntRange(min = 1, max = 40) int images,
            @ForAll @IntRange(min = 1, max = 6) int in,
            @ForAll @IntRange(min = 1, max = 6) int out,
            @ForAll @IntRange(min = 3, max = 40) int side,
            @ForAll @IntRange(min = 2, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll DType dtype) {
        Sizes s = new Sizes(images, groups * in, groups * out, side, kernel, stride, groups, dtype);
        long temporary = Math.max(s.input() + s.inputTemporary(), s.weightTemporary());
        Lifetimes both = step(s, true);
        assertThat(both.peakBytes() - both.bytesAtStart())
                .isEqualTo((s.output() + temporary) * dtype.bytes());
        Lifetimes forward = step(s, false);
        assertThat(forward.peakBytes() - forward.bytesAtStart())
                .isEqualTo((s.output() + s.forwardTemporary()) * dtype.bytes());
    }

    /// Windows of an image of 400 by 400 that step by two see 2.7 MiB: a megabyte of them, 73 rows,
    /// is there at a time.
    @Test
    void imagesOfAMegabyteAreCutBetweenRows() {
        Sizes tall = new Sizes(1, 2, 1, 400, 3, 2, 1, DType.FLOAT32);
        assertThat(tall.block(0)).isEqualTo(tall.row() * 72).isLessThan(BLOCK / 4);
        Lifetimes both = step(tall, true);
        assertThat(both.peakBytes() - both.bytesAtStart())
                .isEqualTo((tall.output() + tall.input() + tall.block(0)) * 4);
    }

    /// Kernels of one element multiply the images as they are.
    @Test
    void kernelsOfOneElementTakeNothingBesideTheResult() {
        try (var life = Scope.open("life")) {
            Tensor x = Tensor.randn(Rng.seed(1), 3, 4, 5, 5);
            Tensor w = Tensor.randn(Rng.seed(2), 6, 4, 1, 1);
            life.seal();
            Lifetimes forward = Lifetimes.of("step", () -> x.conv2d(w, null, ConvOptions.DEFAULT));
            assertThat(forward.peakBytes() - forward.bytesAtStart()).isEqualTo(3 * 6 * 25 * 8);
        }
    }
}
