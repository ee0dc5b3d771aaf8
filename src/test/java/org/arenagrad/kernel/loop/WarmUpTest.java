package org.arenagrad.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.op.Cost;
import org.junit.jupiter.api.Test;

/// Vectors come late, a few at first, and then for good.
class WarmUpTest {
    private static final int WIDEST = 8;
    private static final long LONG_RUN = 1_000_003;

    @Test
    void vectorsTakeAllFromTheBeginningIfTheyAreAlwaysThere() {
        WarmUp always = WarmUp.of(Vectors.ALWAYS, Cost.COMPUTE);
        assertThat(always.vectors(LONG_RUN, WIDEST)).isEqualTo(LONG_RUN);
        assertThat(always.vectors(WIDEST - 1, WIDEST)).as("less than a vector").isZero();
        assertThat(always.vectors(5, 64, WIDEST)).as("rows").isEqualTo(5);
        assertThat(always.vectors(5, WIDEST - 1, WIDEST)).as("short rows").isZero();
    }

    @Test
    void vectorsNeverTakeAnythingWhereThereAreNone() {
        WarmUp never = WarmUp.of(Vectors.NEVER, Cost.MEMORY);
        for (int i = 0; i < 1000; i++) {
            assertThat(never.vectors(Long.MAX_VALUE / 500, WIDEST)).isZero();
        }
    }

    @Test
    void vectorsAreTriedBeforeTheyTakeAll() {
        for (Cost cost : Cost.values()) {
            WarmUp later = WarmUp.of(Vectors.LATER, cost);
            long scalar = 0;
            long share = later.vectors(LONG_RUN, WIDEST);
            while (share == 0) {
                scalar += LONG_RUN;
                share = later.vectors(LONG_RUN, WIDEST);
            }
            assertThat(scalar).as("single elements first").isGreaterThan(1L << 25);
            long tried = 0;
            while (share < LONG_RUN) {
                assertThat(share).as("whole vectors, few of them").isBetween(1L, 1000L);
                assertThat(share % WIDEST).isZero();
                tried += share;
                share = later.vectors(LONG_RUN, WIDEST);
            }
            assertThat(tried / WIDEST).as("vectors tried").isGreaterThan(10_000);
            assertThat(later.vectors(LONG_RUN, WIDEST)).as("for good").isEqualTo(LONG_RUN);
        }
    }

    @Test
    void whatComputesGoesToVectorsSooner() {
        WarmUp memory = WarmUp.of(Vectors.LATER, Cost.MEMORY);
        WarmUp compute = WarmUp.of(Vectors.LATER, Cost.COMPUTE);
        while (compute.vectors(LONG_RUN, WIDEST) == 0) {
            assertThat(memory.vectors(LONG_RUN, WIDEST)).isZero();
        }
        assertThat(memory.vectors(LONG_RUN, WIDEST)).isZero();
    }
}
