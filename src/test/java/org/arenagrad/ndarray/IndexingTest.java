package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Picking and joining where dimensions are more than one, or sizes 0. (Ordinary cases are in
/// [ViewPropertyTest].)
@Tag("backend")
class IndexingTest {
    private static NdArray arange(int... shape) {
        int count = (int) Shape.of(shape).elements();
        return Create.sequence("arange", 0, 1, count, DType.FLOAT64).reshape(shape);
    }

    /// An embedding: a table of words, a batch of sentences.
    @Test
    void indicesOfSeveralDimensionsTakeThePlaceOfTheOne() {
        Indices sentences = Indices.of(Shape.of(2, 3), 0, 2, 1, 1, 1, 0);
        NdArray words = Indexing.indexSelect(arange(3, 2), 0, sentences);
        assertThat(words.shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(words.toArray()).containsExactly(0, 1, 4, 5, 2, 3, 2, 3, 2, 3, 0, 1);
        NdArray between = Indexing.indexSelect(arange(2, 3, 1), 1, sentences);
        assertThat(between.shape()).isEqualTo(Shape.of(2, 2, 3, 1));
        assertThat(between.get(1, 0, 1, 0)).isEqualTo(5);
        NdArray one = Indexing.indexSelect(arange(3, 2), 0, Indices.of(Shape.SCALAR, 2));
        assertThat(one.shape()).isEqualTo(Shape.of(2));
        assertThat(one.toArray()).containsExactly(4, 5);
    }

    @Test
    void rowsOfAnEmbeddingAddUpWhereTheyCameFrom() {
        Indices sentences = Indices.of(Shape.of(2, 3), 0, 2, 1, 1, 1, 0);
        NdArray g = Create.full("ones", Shape.of(2, 3, 2), DType.FLOAT64, 1);
        assertThat(Indexing.indexAdd(g, 0, sentences, Shape.of(4, 2)).toArray())
                .as("two, three, one, none")
                .containsExactly(2, 2, 3, 3, 1, 1, 0, 0);
        NdArray none = Create.full("ones", Shape.of(2, 3, 0), DType.FLOAT64, 1);
        assertThat(Indexing.indexAdd(none, 0, sentences, Shape.of(4, 0)).shape())
                .isEqualTo(Shape.of(4, 0));
    }

    @Test
    void nothingPickedIsEmpty() {
        Indices none = Indices.of();
        assertThat(Indexing.indexSelect(arange(3, 2), 0, none).shape()).isEqualTo(Shape.of(0, 2));
        assertThat(Indexing.indexSelect(arange(3, 0), 0, Indices.of(2, 2)).shape())
                .isEqualTo(Shape.of(2, 0));
        assertThat(Indexing.gather(arange(0, 2), 0, Indices.of(Shape.of(0, 2))).shape())
                .isEqualTo(Shape.of(0, 2));
        assertThat(
                        Indexing.scatterAdd(
                                        arange(0, 2), 0, Indices.of(Shape.of(0, 2)), Shape.of(3, 2))
                                .toArray())
                .containsExactly(0, 0, 0, 0, 0, 0);
    }

    // ---- joining

    @Test
    void emptyVectorsAreLeftOutOfAJoin() {
        assertThat(Indexing.isNothing(Shape.of(0))).isTrue();
        assertThat(Indexing.isNothing(Shape.of(0, 2))).isFalse();
        assertThat(Indexing.isNothing(Shape.of(1))).isFalse();
        NdArray x = arange(2, 2);
        NdArray joined = Indexing.cat(0, List.of(arange(0), x, arange(0), x.slice(0, 1, 1, 1)));
        assertThat(joined.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(joined.toArray()).containsExactly(0, 1, 2, 3, 2, 3);
        assertThat(Indexing.cat(0, List.of(arange(0), arange(0))).shape()).isEqualTo(Shape.of(0));
        assertThatThrownBy(() -> Indexing.cat(0, List.of(arange(2, 2), arange(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differ in another dimension");
    }

    @Test
    void padsTheLastDimensionFirst() {
        NdArray padded = Indexing.pad(arange(1, 2), 1, 0, 0, 2);
        assertThat(padded.shape()).isEqualTo(Shape.of(3, 3));
        assertThat(padded.toArray()).containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 0);
        NdArray deep = Indexing.pad(arange(1, 1, 1).fill(7), 0, 0, 2, 0, 0, 1);
        assertThat(deep.shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(deep.toArray()).containsExactly(0, 0, 7, 0, 0, 0);
        assertThat(Indexing.pad(arange(2)).toArray()).containsExactly(0, 1);
        assertThatThrownBy(() -> Indexing.pad(arange(2), 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pad: 4 numbers for arange [2] FLOAT64");
        assertThatThrownBy(() -> Indexing.pad(arange(2), -1, 1))
                .hasMessage("pad: negative padding of arange [2] FLOAT64: cut with slice");
    }
}
