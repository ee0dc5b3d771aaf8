package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

class OneHotTest {
    @Test
    void oneAtTheClassZeroElsewhere() {
        Tensor rows = OneHot.encode(Indices.of(2, 0), 3);
        assertThat(rows.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(rows.toArray()).containsExactly(0, 0, 1, 1, 0, 0);
    }

    @Test
    void anyShapeGetsOneMoreDimension() {
        Tensor rows = OneHot.encode(Indices.of(Shape.of(2, 2), 0, 1, 1, 0), 2, DType.FLOAT32);
        assertThat(rows.shape()).isEqualTo(Shape.of(2, 2, 2));
        assertThat(rows.dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void decodingIsTheInverse() {
        Indices classes = Indices.of(3, 1, 4, 1, 0);
        assertThat(OneHot.decode(OneHot.encode(classes, 5))).isEqualTo(classes);
    }

    @Test
    void namesAClassThatDoesNotExist() {
        assertThatThrownBy(() -> OneHot.encode(Indices.of(0, 3), 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("class 3 at position 1 is outside 0 … 2");
        assertThatThrownBy(() -> OneHot.encode(Indices.of(-1), 3)).hasMessageContaining("class -1");
    }
}
