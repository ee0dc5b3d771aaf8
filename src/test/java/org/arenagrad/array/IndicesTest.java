package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Whole numbers that never change.
class IndicesTest {
    @Test
    void holdsACopy() {
        int[] values = {3, 1, 2};
        Indices indices = Indices.of(values);
        values[0] = 9;
        indices.toArray()[1] = 9;
        assertThat(indices.toArray()).containsExactly(3, 1, 2);
        assertThat(indices.shape()).isEqualTo(Shape.of(3));
        assertThat(indices.length()).isEqualTo(3);
        assertThat(indices.get(2)).isEqualTo(2);
    }

    @Test
    void hasAShape() {
        Indices indices = Indices.of(Shape.of(2, 2), 1, 2, 3, 4);
        assertThat(indices.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(indices.get(2)).isEqualTo(3);
        assertThatThrownBy(() -> Indices.of(Shape.of(2, 2), 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("indices: shape [2, 2] takes 4 values, not 3");
    }

    @Test
    void isEqualByShapeAndValues() {
        assertThat(Indices.of(1, 2))
                .isEqualTo(Indices.of(1, 2))
                .hasSameHashCodeAs(Indices.of(1, 2));
        assertThat(Indices.of(1, 2))
                .isNotEqualTo(Indices.of(2, 1))
                .isNotEqualTo(Indices.of(Shape.of(2, 1), 1, 2))
                .isNotEqualTo("[1, 2]");
        assertThat(Indices.of(1, 2)).hasToString("indices [2] [1, 2]");
    }

    @Test
    void showsTheFirstTen() {
        assertThat(Indices.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .hasToString("indices [10] [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
        assertThat(Indices.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
                .hasToString("indices [11] [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …]");
        assertThat(Indices.of(1, 2).hashCode()).isNotEqualTo(Indices.of(2, 1).hashCode());
    }

    @Test
    void selects() {
        assertThat(Indices.of(5, 6, 7).select(Indices.of(2, 0, 2))).isEqualTo(Indices.of(7, 5, 7));
        Indices square = Indices.of(5, 6, 7).select(Indices.of(Shape.of(2, 2), 0, 1, 1, 2));
        assertThat(square).isEqualTo(Indices.of(Shape.of(2, 2), 5, 6, 6, 7));
        assertThatThrownBy(() -> Indices.of(5, 6).select(Indices.of(2)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("select: index 2 at position 0 is outside 0 … 1");
    }

    @Test
    void namesTheFirstThatIsOutside() {
        Indices.of(0, 2).requireWithin(3, "pick");
        assertThatThrownBy(() -> Indices.of(0, 3, -1).requireWithin(3, "pick"))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("pick: index 3 at position 1 is outside 0 … 2");
        assertThatThrownBy(() -> Indices.of(-1).requireWithin(3, "pick"))
                .hasMessage("pick: index -1 at position 0 is outside 0 … 2");
    }
}
