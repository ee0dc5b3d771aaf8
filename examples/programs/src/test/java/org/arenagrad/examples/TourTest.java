package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.tour.ComputingAgain;
import org.arenagrad.examples.tour.CuttingASequence;
import org.arenagrad.examples.tour.KeepingAValue;
import org.arenagrad.examples.tour.RecycledBlocks;
import org.arenagrad.examples.tour.SealingTheFloor;
import org.arenagrad.examples.tour.StayingWithinALimit;
import org.arenagrad.examples.tour.ThreeKindsOfArena;
import org.arenagrad.examples.tour.WhatABufferIs;
import org.arenagrad.examples.tour.WhatAScopeOwns;
import org.arenagrad.examples.tour.WhatBackwardEnds;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Each program of the tour prints the facts that it claims. Sizes are worked out by hand, from the
/// shapes.
class TourTest {
    @Test
    void aScopeOwnsWhatIsMadeInsideIt() {
        Told.by(new WhatAScopeOwns())
                .says("-> 'life' owns 800 bytes -> 'step' owns 800 bytes")
                .says("-> the sum ended, because scope 'step' closed")
                .says("-> the data are alive: true")
                .says("-> 0 bytes are left");
    }

    @Test
    void aBufferIsSharedByViewsAndEndsOnce() {
        Told.by(new WhatABufferIs())
                .says("-> the buffer has 48 bytes")
                .says("-> it is native memory: true")
                .says("-> its address is a multiple of 64: true")
                .says("-> both views see this buffer: true")
                .says("-> 9 in row 0, column 1 is in the other 9.0")
                .says("-> the other view is alive: false")
                .says("-> the JVM refuses the raw segment: Already closed");
    }

    @Test
    void backwardEndsWhatLiesInBetween() {
        // Product and h of 100 * 4, h squared as many, the mean: 3 * 3200 + 8.
        Told.by(new WhatBackwardEnds())
                .says("Forward has made 9608 bytes")
                .says("-> the product, in between: alive -> h, in between: alive")
                .says("backward() leaves 8 bytes: -> x, data: alive -> w, a leaf: alive")
                .says("-> the product, in between: ended by backward()")
                .says("-> h, in between: ended by backward() -> the loss, the root: alive");
    }

    @Test
    void whatIsKeptEndsAtAnotherEnd() {
        Told.by(new KeepingAValue())
                .says("After backward(): -> nothing was done: ended, backward()")
                .says("-> retain(): alive -> copyTo(life): alive")
                .says("After the step: -> nothing was done: ended, backward()")
                .says("-> retain(): ended, scope 'step' closed -> copyTo(life): alive")
                .says("-> toArray(): on the Java heap, [0.46211");
    }

    @Test
    void aSealedScopeStaysAtItsFloor() {
        Told.by(new SealingTheFloor())
                .says("-> 52 * 8 bytes = 416 live in 'life'")
                .says("-> step 1 holds 72 more -> after it, 416 bytes live")
                .says("-> step 3 holds 72 more -> after it, 416 bytes live")
                .says("-> refused, zeros: can't make [2] in scope 'life', it is sealed");
    }

    @Test
    void blocksAreUsedAgain() {
        Told.by(new RecycledBlocks())
                .says("-> the first result was at address 0x")
                .says("-> later results at another address: 0")
                .says("-> buffers made since the first step: 2000")
                .says("-> bytes asked of the system: 0")
                .says("-> the JVM refuses to read it: Already closed");
    }

    @Test
    void arenasDifferInWhoMayReadAndWhoMayEnd() {
        Told.by(new ThreeKindsOfArena())
                .says("when it is closed. -> another thread reads: refused, tensor 'x' (wrap, [2])")
                .says("can't access. Use a shared or automatic arena for it")
                .says(
                        "-> to close it: done -> its own thread reads after that: refused, tensor"
                                + " 'x'")
                .says("all threads at once. -> another thread reads: 7.0 -> to close it: done")
                .says("garbage collection. -> another thread reads: 7.0 -> to close it: refused")
                .says("-> its own thread reads after that: 7.0");
    }

    @Test
    void aLimitRefusesWhatExceedsIt() {
        // Weights and bias, and their gradients: 2 * (64 * 64 + 64) * 8.
        Told.by(new StayingWithinALimit())
                .says("-> 300 rows: 834584 bytes at the peak -> 600 rows: 1602584 bytes")
                .says("-> 300 rows: done -> 600 rows: refused")
                .says("of the limit of 1000000 bytes of scope 'life'")
                .says("Nothing was harmed: 'life' holds 66560 bytes.");
    }

    @Test
    void computingAgainTakesLessMemoryAndGivesTheSame() {
        // A product of 1000 * 8 * 8 for each of the 8 values, 8 gradients of weights and 7 of
        // values; 8 values once more.
        Told told =
                Told.by(new ComputingAgain())
                        .says("1472000 multiplications", "1984000 multiplications")
                        .says("The gradients are the same: true");
        List<Long> numbers = told.numbers();
        assertThat(numbers).as("bytes, multiplications; the same computed again").hasSize(4);
        assertThat(numbers.get(2)).isLessThan(numbers.get(0) * 2 / 3);
    }

    @Test
    void ofAPieceOfASequenceOnlyItsStateLivesOn() {
        // A state has 2 * 8 numbers; a step keeps 6 (gates, c, h) and gives 1; h and c of the last
        // step are given once more. The first state, zeros, stands for the last h, which is not
        // kept. Afterwards: h and c, the loss, and the zeros.
        Told.by(new CuttingASequence())
                .says("-> 'step' holds 89856 bytes for backward() -> 392 after it")
                .says("-> 'step' holds 45056 bytes for backward() -> 392 after it")
                .says("-> 'step' holds 44928 bytes for backward() -> 264 after it")
                .says("-> three states h and c, 768 bytes");
    }
}
