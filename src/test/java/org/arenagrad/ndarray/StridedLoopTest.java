package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Few, long runs: what can be merged is.
class StridedLoopTest {
    private static final Layout CUBE = Layout.contiguous(Shape.of(2, 3, 4));

    private static List<Long> starts(StridedLoop runs, int layout) {
        List<Long> starts = new ArrayList<>();
        runs.forEach(offsets -> starts.add(offsets[layout]));
        return starts;
    }

    @Test
    void contiguousIsOneRun() {
        StridedLoop runs = new StridedLoop(CUBE);
        assertThat(runs.length()).isEqualTo(24);
        assertThat(runs.stride(0)).isEqualTo(1);
        assertThat(starts(runs, 0)).containsExactly(0L);
    }

    @Test
    void aRepeatedElementIsOneRunOfStride0() {
        Layout repeated = Layout.contiguous(Shape.SCALAR).expand(Shape.of(2, 3, 4));
        StridedLoop runs = new StridedLoop(CUBE, repeated);
        assertThat(runs.length()).isEqualTo(24);
        assertThat(runs.stride(1)).isZero();
    }

    @Test
    void aBroadcastRowBreaksRunsWhereItBeginsAgain() {
        Layout row = Layout.contiguous(Shape.of(4)).expand(Shape.of(2, 3, 4));
        StridedLoop runs = new StridedLoop(CUBE, row);
        assertThat(runs.length()).isEqualTo(4);
        assertThat(starts(runs, 0)).containsExactly(0L, 4L, 8L, 12L, 16L, 20L);
        assertThat(starts(new StridedLoop(CUBE, row), 1)).containsOnly(0L);
    }

    @Test
    void goesThroughStridedOnesInRowMajorOrder() {
        Layout turned = CUBE.permute(2, 0, 1);
        StridedLoop runs = new StridedLoop(turned);
        assertThat(runs.length()).as("the two that still follow one another").isEqualTo(6);
        assertThat(runs.stride(0)).isEqualTo(4);
        assertThat(starts(runs, 0)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(starts(new StridedLoop(CUBE.flip(1).flip(2)), 0)).containsExactly(11L, 23L);
    }

    @Test
    void emptyHasNone() {
        assertThat(starts(new StridedLoop(Layout.contiguous(Shape.of(3, 0))), 0)).isEmpty();
        assertThat(starts(new StridedLoop(Layout.contiguous(Shape.of(0, 3))), 0)).isEmpty();
        assertThat(starts(new StridedLoop(Layout.contiguous(Shape.of(0, 3)).permute(1, 0)), 0))
                .isEmpty();
    }

    @Test
    void scalarsAndOnesAreOneRunOfOne() {
        for (Shape shape : List.of(Shape.SCALAR, Shape.of(1), Shape.of(1, 1, 1))) {
            StridedLoop runs = new StridedLoop(Layout.contiguous(shape));
            assertThat(runs.length()).isEqualTo(1);
            assertThat(starts(runs, 0)).containsExactly(0L);
        }
    }

    @Test
    void runsStayWithinAnInt() {
        Layout huge = Layout.contiguous(Shape.SCALAR).expand(Shape.of(1 << 20, 1 << 20));
        StridedLoop runs = new StridedLoop(huge);
        assertThat(runs.length()).isEqualTo(1 << 20);
        assertThat(runs)
                .hasToString(
                        "runs of 1048576 over " + Arrays.toString(new int[] {1 << 20, 1 << 20}));
    }
}
