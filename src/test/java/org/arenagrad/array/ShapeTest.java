package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Sizes, counted from either end, and NumPy's rule of broadcasting.
class ShapeTest {
    @Test
    void hasSizesRankAndElements() {
        Shape shape = Shape.of(2, 3, 4);
        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.elements()).isEqualTo(24);
        assertThat(shape.size(0)).isEqualTo(2);
        assertThat(shape.size(-1)).isEqualTo(4);
        assertThat(shape.dim(-3)).isZero();
        assertThat(shape).hasToString("[2, 3, 4]");
        assertThat(Shape.SCALAR.rank()).isZero();
        assertThat(Shape.SCALAR.elements()).isEqualTo(1);
        assertThat(Shape.of()).isSameAs(Shape.SCALAR);
        assertThat(Shape.of(3, 0, 2).elements()).isZero();
    }

    @Test
    void neverChanges() {
        int[] sizes = {2, 3};
        Shape shape = Shape.of(sizes);
        sizes[0] = 7;
        shape.toArray()[1] = 7;
        assertThat(shape.toArray()).containsExactly(2, 3);
        assertThat(shape.with(0, 5)).isEqualTo(Shape.of(5, 3));
        assertThat(shape.with(-1, 5)).isEqualTo(Shape.of(2, 5));
        assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(shape).doesNotHaveSameHashCodeAs(Shape.of(3, 2));
        assertThat(shape).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo("[2, 3]");
    }

    @Test
    void refusesWhatIsNoShape() {
        assertThatThrownBy(() -> Shape.of(2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, -1] has a negative size: sizes are 0 or more");
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 2))
                .as("2^61 elements of 8 bytes are more than there are addresses")
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void namesADimensionThatIsNotThere() {
        assertThatThrownBy(() -> Shape.of(2, 3).size(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape [2, 3] has no dimension 2: it has -2 … 1");
        assertThatThrownBy(() -> Shape.of(2, 3).dim(-3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Shape.SCALAR.size(0))
                .hasMessage("shape [] has no dimension 0: it is a scalar");
    }

    /// Along a dimension, a scalar is a vector of one element, as in PyTorch.
    @Test
    void aScalarHasADimensionToGoAlong() {
        assertThat(Shape.SCALAR.dimOrScalar(0)).isZero();
        assertThat(Shape.SCALAR.dimOrScalar(-1)).isZero();
        assertThatThrownBy(() -> Shape.SCALAR.dimOrScalar(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Shape.SCALAR.dimOrScalar(-2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Shape.of(2, 3).dimOrScalar(-1)).isEqualTo(1);
        assertThat(Shape.SCALAR.marked(0)).isEmpty();
        assertThat(Shape.SCALAR.exchanged(0, -1)).isEmpty();
        assertThatThrownBy(() -> Shape.SCALAR.marked(0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension -1 of shape [] is named twice in [0, -1]");
    }

    @Test
    void exchangesTwoDimensions() {
        assertThat(Shape.of(2, 3, 4).exchanged(0, -1)).containsExactly(2, 1, 0);
        assertThat(Shape.of(2, 3, 4).exchanged(1, 1)).containsExactly(0, 1, 2);
    }

    @Test
    void marksDimensions() {
        assertThat(Shape.of(2, 3, 4).marked(0, -1)).containsExactly(true, false, true);
        assertThat(Shape.of(2, 3).marked()).as("none named: all").containsExactly(true, true);
    }

    @Test
    void keepsTheSizesThatAreToStay() {
        assertThat(Shape.of(3, 1).expanded(-1, 4)).isEqualTo(Shape.of(3, 4));
        assertThat(Shape.of(3, 1).expanded(2, -1, -1)).isEqualTo(Shape.of(2, 3, 1));
        assertThatThrownBy(() -> Shape.of(3).expanded(-1, 3))
                .as("a new dimension has no size to stay")
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Bytes are counted by a long, and the largest type has eight of them.
    @Test
    void noMoreElementsThanThereAreAddresses() {
        assertThat(Shape.of(1 << 30, 1 << 29).elements()).isEqualTo(1L << 59);
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "shape [1073741824, 1073741824] has more elements than memory has"
                                + " addresses");
        assertThat(Shape.of(1 << 30, 1 << 30, 0).elements()).as("none at all").isZero();
    }

    @Test
    void reducesDimensions() {
        Shape shape = Shape.of(2, 3, 4);
        assertThat(shape.reduce(false)).isEqualTo(Shape.SCALAR);
        assertThat(shape.reduce(true)).isEqualTo(Shape.of(1, 1, 1));
        assertThat(shape.reduce(false, 0, -1)).isEqualTo(Shape.of(3));
        assertThat(shape.reduce(true, 0, -1)).isEqualTo(Shape.of(1, 3, 1));
        assertThatThrownBy(() -> shape.reduce(false, 2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension -1 of shape [2, 3, 4] is named twice in [2, -1]");
    }

    @Test
    void broadcastsFromTheEnd() {
        assertThat(Shape.broadcast(Shape.of(2, 3), Shape.of(2, 3))).isEqualTo(Shape.of(2, 3));
        assertThat(Shape.broadcast(Shape.of(2, 1), Shape.of(4, 1, 3))).isEqualTo(Shape.of(4, 2, 3));
        assertThat(Shape.broadcast(Shape.SCALAR, Shape.of(5))).isEqualTo(Shape.of(5));
        assertThat(Shape.broadcast(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
        assertThatThrownBy(() -> Shape.broadcast(Shape.of(2, 3), Shape.of(4, 3, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "shapes [2, 3] and [4, 3, 3] don't broadcast: counted from the end,"
                                + " dimension -2 has sizes 2 and 3; they must be equal, or one of"
                                + " them 1");
    }

    @Test
    void infersOneSizeOfANewShape() {
        Shape shape = Shape.of(2, 6);
        assertThat(shape.reshaped(3, -1)).isEqualTo(Shape.of(3, 4));
        assertThat(shape.reshaped(-1)).isEqualTo(Shape.of(12));
        assertThat(shape.reshaped(12, 1)).isEqualTo(Shape.of(12, 1));
        assertThat(Shape.SCALAR.reshaped(1, 1)).isEqualTo(Shape.of(1, 1));
        assertThat(Shape.of(0, 3).reshaped(5, 0)).isEqualTo(Shape.of(5, 0));
        assertThat(Shape.of(0, 3).reshaped(-1, 3)).isEqualTo(Shape.of(0, 3));
        assertThatThrownBy(() -> shape.reshaped(5, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reshape: [2, 6] has 12 elements, they don't fit [5, -1]");
        assertThatThrownBy(() -> shape.reshaped(5)).hasMessageContaining("don't fit [5]");
        assertThatThrownBy(() -> Shape.of(0).reshaped(0, -1)).hasMessageContaining("don't fit");
        assertThatThrownBy(() -> shape.reshaped(-1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "reshape: [-1, -1] is not a shape: sizes are 0 or more, and at most one is"
                                + " -1 (inferred)");
        assertThatThrownBy(() -> shape.reshaped(-2, -6))
                .isInstanceOf(IllegalArgumentException.class);
        // 2^64 elements are not 0 elements.
        assertThatThrownBy(() -> Shape.of(0).reshaped(1 << 30, 1 << 30, 16))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
}
