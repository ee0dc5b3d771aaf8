package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Views share memory, copies do not, and neither reaches outside.
class NdArrayTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static NdArray arange(int... shape) {
        int count = (int) Shape.of(shape).elements();
        return Create.sequence("arange", 0, 1, count, DType.FLOAT64).reshape(shape);
    }

    // ---- views

    @Test
    void viewsCopyNothing() {
        NdArray x = arange(2, 3, 4);
        long live = Ledger.current().liveBytes();
        for (NdArray view :
                new NdArray[] {
                    x.transpose(0, -1),
                    x.permute(2, 0, 1),
                    x.slice(1, 0, 2, 1),
                    x.select(0, 1),
                    x.unsqueeze(1),
                    x.select(0, 0).unsqueeze(0).squeeze(0),
                    x.expand(Shape.of(5, 2, 3, 4)),
                    x.flip(2),
                    x.reshape(6, 4),
                    x.reshape(-1),
                    x.contiguous()
                }) {
            assertThat(view.buffer()).isSameAs(x.buffer());
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(live);
        x.transpose(0, 1).set(-7, 2, 1, 3);
        assertThat(x.get(1, 2, 3)).isEqualTo(-7);
    }

    @Test
    void viewsSeeTheRightElements() {
        NdArray x = arange(2, 3);
        assertThat(x.transpose(0, 1).toArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(x.slice(1, 2, 2, -2).toArray()).containsExactly(2, 0, 5, 3);
        assertThat(x.select(1, -1).toArray()).containsExactly(2, 5);
        assertThat(x.flip(0).toArray()).containsExactly(3, 4, 5, 0, 1, 2);
        assertThat(x.select(0, 0).expand(Shape.of(2, 3)).toArray())
                .containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(x.unsqueeze(1).squeeze(1).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(x.squeeze(0).shape()).as("of size 2: nothing").isEqualTo(Shape.of(2, 3));
        assertThat(x.select(0, 0).select(0, 2).squeeze(0).item()).isEqualTo(2);
        assertThat(x.slice(1, 3, 0, 1).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(x.unsqueeze(2).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(x.unsqueeze(-3).shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(x.unsqueeze(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(x.unsqueeze(0).shape()).isEqualTo(Shape.of(1, 2, 3));
    }

    @Test
    void knowsWhetherItIsContiguousAndWhole() {
        NdArray x = arange(4, 3);
        assertThat(x.isContiguous()).isTrue();
        assertThat(x.isWhole()).isTrue();
        NdArray rows = x.slice(0, 1, 2, 1);
        assertThat(rows.isContiguous()).isTrue();
        assertThat(rows.isWhole()).isFalse();
        assertThat(rows.offset()).isEqualTo(3);
        assertThat(x.transpose(0, 1).isContiguous()).isFalse();
        assertThat(x.slice(1, 0, 1, 1).isContiguous()).isFalse();
        assertThat(x.slice(0, 0, 1, 1).transpose(0, 1).isContiguous())
                .as("strides of size 1 do not matter")
                .isTrue();
        assertThat(x.flip(0).isContiguous()).isFalse();
        assertThat(arange(0, 3).transpose(0, 1).isContiguous()).as("nothing to order").isTrue();
        assertThat(rows.slice(0, 0, 2, 1).isWhole()).as("it begins later").isFalse();
        assertThat(x.slice(0, 0, 3, 1).isWhole()).as("it ends earlier").isFalse();
        assertThat(x.transpose(0, 1).isWhole()).as("in another order").isFalse();
        NdArray none = arange(0, 4, 2).flip(2);
        assertThat(none.isContiguous()).as("nothing to order").isTrue();
        assertThat(none.reshape(0, 8).shape()).isEqualTo(Shape.of(0, 8));
    }

    @Test
    void reshapeCopiesOnlyWhereItMust() {
        NdArray x = arange(2, 3, 4);
        NdArray turned = x.transpose(0, 2);
        NdArray copy = turned.reshape(24);
        assertThat(copy.buffer()).isNotSameAs(x.buffer());
        assertThat(copy.get(1)).isEqualTo(12);
        NdArray split = turned.reshape(2, 2, 3, 2);
        assertThat(split.buffer()).as("a stride can be split").isSameAs(x.buffer());
        assertThat(split.get(1, 0, 2, 1)).isEqualTo(turned.get(2, 2, 1));
        NdArray everySecond = x.slice(2, 0, 2, 2).reshape(6, 2);
        assertThat(everySecond.buffer()).as("outer dimensions merge").isSameAs(x.buffer());
        assertThat(everySecond.toArray())
                .containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22);
        assertThat(x.transpose(1, 2).reshape(2, 1, 4, 3, 1).buffer()).isSameAs(x.buffer());
    }

    @Test
    void viewsOfAnEndedArrayAreRefused() {
        NdArray x = arange(2, 3);
        x.buffer().close();
        assertThatThrownBy(() -> x.transpose(0, 1)).isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> x.reshape(6)).isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(x::contiguous).isInstanceOf(TensorClosedException.class);
    }

    @Test
    void twoElementsInOnePlaceAreNotWrittenTo() {
        NdArray twice = arange(1, 3).expand(Shape.of(2, 3));
        assertThatThrownBy(() -> twice.fill(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was expanded");
        assertThatThrownBy(() -> twice.set(1, 0, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(arange(1, 3).expand(Shape.of(1, 3)).fill(1).toArray()).containsOnly(1);
        assertThat(twice.slice(0, 1, 1, 1).fill(5).toArray()).as("one of the two").containsOnly(5);
    }

    @Test
    void namesWhatIsOutside() {
        NdArray x = arange(2, 3);
        assertThatThrownBy(() -> x.slice(1, 2, 2, 1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("slice: 2 elements from 2 don't lie in dimension 1 of [2, 3]");
        assertThatThrownBy(() -> x.slice(1, 0, 3, 2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(
                        "slice: 3 elements from 0 in steps of 2 don't lie in dimension 1 of [2,"
                                + " 3]");
        assertThatThrownBy(() -> x.slice(0, 0, -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.slice(0, -1, 1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.slice(1, 3, 2, -1))
                .as("begins behind the last")
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.slice(0, 3, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.slice(0, -1, 0, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.slice(0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.select(0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("select: index 2 is outside dimension 0 of [2, 3]");
        assertThatThrownBy(() -> x.select(0, -3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.get(0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index [0, 3] is outside shape [2, 3], in dimension 1");
        assertThatThrownBy(() -> x.get(0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index [0] has 1 numbers, shape [2, 3] has 2 dimensions");
        assertThatThrownBy(() -> x.set(1, -3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.unsqueeze(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.unsqueeze(-4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> x.unsqueeze(4))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("unsqueeze: [2, 3] takes a new dimension at -3 … 2, not 4");
    }

    @Test
    void namesWhatDoesNotFit() {
        NdArray x = arange(2, 3);
        assertThatThrownBy(() -> x.permute(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permute: [2, 3] has 2 dimensions, [0] names 1: name each once");
        assertThatThrownBy(() -> x.permute(0, 0)).hasMessageContaining("named twice");
        assertThatThrownBy(() -> x.expand(Shape.of(2, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expand: [2, 3] can't become [2, 4]: aligned at the end, each size must be"
                                + " the same or 1");
        assertThatThrownBy(() -> x.expand(Shape.of(3))).hasMessageContaining("can't become [3]");
        assertThatThrownBy(() -> x.expand(Shape.SCALAR)).hasMessageContaining("can't become []");
        assertThatThrownBy(x::item)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "item: arange [2, 3] FLOAT64 has 6 elements, item() reads the only one of"
                                + " an array that has just one");
    }

    // ---- copies and writing

    @Test
    void copiesHaveTheirOwnMemory() {
        NdArray x = arange(2, 3);
        NdArray copy = x.transpose(0, 1).copy("copy");
        x.fill(9);
        assertThat(copy.toArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(copy.isWhole()).isTrue();
        assertThat(x.transpose(0, 1).contiguous().buffer()).isNotSameAs(x.buffer());
    }

    @Test
    void convertsBetweenTypes() {
        NdArray x = Create.of(new double[] {0.1, 1e40, -3}, Shape.of(3), DType.FLOAT64);
        NdArray single = x.flip(0).to(DType.FLOAT32);
        assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(single.buffer().byteSize()).isEqualTo(12);
        assertThat(single.toArray()).containsExactly(-3, Double.POSITIVE_INFINITY, 0.1f);
        assertThat(single.to(DType.FLOAT64).get(2)).isEqualTo(0.1f);
        assertThat(x.to(DType.FLOAT64)).isSameAs(x);
        NdArray wide = Create.full("wide", Shape.of(2, 3), DType.FLOAT32, 0);
        wide.transpose(0, 1).slice(0, 0, 2, 2).copyFrom(arange(2, 2));
        assertThat(wide.toArray()).containsExactly(0, 0, 2, 1, 0, 3);
    }

    @Test
    void writesThroughViewsOnly() {
        NdArray x = arange(3, 3);
        x.select(1, 1).fill(0);
        assertThat(x.toArray()).containsExactly(0, 0, 2, 3, 0, 5, 6, 0, 8);
        x.slice(0, 0, 2, 2).copyFrom(arange(3).flip(0));
        assertThat(x.toArray()).containsExactly(2, 1, 0, 3, 0, 5, 2, 1, 0);
        x.set(4.5, -1, -1);
        assertThat(x.get(2, 2)).isEqualTo(4.5);
        assertThat(x.select(0, 2).select(0, 2).item()).isEqualTo(4.5);
    }

    @Test
    void copiesFromAViewOfItself() {
        NdArray x = arange(4);
        assertThat(x.copyFrom(x.flip(0)).toArray()).containsExactly(3, 2, 1, 0);
        NdArray square = arange(2, 2);
        square.copyFrom(square.transpose(0, 1));
        assertThat(square.toArray()).containsExactly(0, 2, 1, 3);
        square.copyFrom(square.select(0, 1));
        assertThat(square.toArray()).containsExactly(1, 3, 1, 3);
        assertThat(scope.buffers()).hasSize(2);
    }

    @Test
    void addsAViewThatBeginsElsewhere() {
        NdArray x = arange(5);
        Pointwise.binaryInPlace("add", Binary.ADD, x.slice(0, 1, 4, 1), x.slice(0, 0, 4, 1));
        assertThat(x.toArray()).containsExactly(0, 1, 3, 5, 7);
        NdArray square = arange(2, 2);
        Pointwise.binaryInPlace("add", Binary.ADD, square, square.select(0, 1));
        assertThat(square.toArray()).as("what it was before").containsExactly(2, 4, 4, 6);
        long made = Ledger.current().made();
        Pointwise.binaryInPlace("add", Binary.ADD, x, x);
        assertThat(Ledger.current().made()).as("the same place: no copy").isEqualTo(made);
    }

    /// Two windows on one segment are two buffers, but not two places.
    @Test
    void copiesBetweenWindowsThatOverlap() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(5 * 8, 8);
            NdArray all = Create.wrap(segment, Shape.of(5), DType.FLOAT64);
            NdArray first = Create.wrap(segment, Shape.of(4), DType.FLOAT64);
            NdArray last = Create.wrap(segment.asSlice(8), Shape.of(4), DType.FLOAT64);
            all.copyFrom(arange(5));
            last.copyFrom(first);
            assertThat(all.toArray()).containsExactly(0, 0, 1, 2, 3);
            all.copyFrom(arange(5));
            Pointwise.binaryInPlace("add", Binary.ADD, last, first);
            assertThat(all.toArray()).containsExactly(0, 1, 3, 5, 7);
        }
    }

    @Test
    void writesOfAViewAreNoticed() {
        NdArray x = arange(2, 3);
        int before = x.buffer().version();
        x.transpose(0, 1).set(1, 0, 0);
        x.flip(0).fill(2);
        x.copyFrom(arange(2, 3));
        Pointwise.unaryInPlace(Unary.NEG, x);
        Pointwise.binaryInPlace("add", Binary.ADD, x, x);
        assertThat(x.buffer().version()).isEqualTo(before + 5);
        assertThat(x.toArray()).containsExactly(-0.0, -2, -4, -6, -8, -10);
    }

    @Test
    void findsItsExtremes() {
        NdArray x = arange(2, 3).transpose(0, 1);
        assertThat(Reduce.min(x)).isZero();
        assertThat(Reduce.max(x)).isEqualTo(5);
        assertThat(Reduce.max(arange(0))).isEqualTo(Double.NEGATIVE_INFINITY);
        x.set(Double.NaN, 1, 1);
        assertThat(Reduce.min(x)).isNaN();
    }

    @Test
    void describesItself() {
        NdArray x = arange(2, 3);
        assertThat(x).hasToString("arange [2, 3] FLOAT64");
        x.buffer().name("w");
        assertThat(x.transpose(0, 1)).hasToString("'w' [3, 2] FLOAT64");
    }

    @Test
    void anExpandedViewIsNotChangedInPlace() {
        NdArray column = Create.of(new double[] {1, 2}, Shape.of(2, 1), DType.FLOAT64);
        NdArray wide = column.expand(Shape.of(2, 3));
        assertThatThrownBy(() -> wide.fill(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was expanded")
                .hasMessageContaining("change a copy()");
        assertThatThrownBy(() -> wide.set(0, 1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Pointwise.binaryInPlace("add", Binary.ADD, wide, wide))
                .isInstanceOf(IllegalStateException.class);
        assertThat(column.toArray()).containsExactly(1, 2);
    }
}
