package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The same numbers for the same seed, on every machine.
class RngTest {
    @Test
    void isXoshiro256PlusPlusSeededBySplitMix64() {
        // SplitMix64's first outputs for seed 1234567, as published with the algorithm.
        long[] s = {
            6457827717110365317L, 3203168211198807973L, -8629252141511181193L, 4593380528125082431L
        };
        long first = Long.rotateLeft(s[0] + s[3], 23) + s[0];
        assertThat(Rng.seed(1234567).nextLong()).isEqualTo(first);
    }

    /// The outputs of the reference implementation (xoshiro256plusplus.c) for the state 1, 2, 3, 4.
    @Test
    void givesWhatTheReferenceImplementationGives() {
        Rng random = Rng.seed(0);
        random.restore(new Rng.State(1, 2, 3, 4));
        assertThat(random.longs(10).mapToObj(Long::toUnsignedString))
                .containsExactly(
                        "41943041",
                        "58720359",
                        "3588806011781223",
                        "3591011842654386",
                        "9228616714210784205",
                        "9973669472204895162",
                        "14011001112246962877",
                        "12406186145184390807",
                        "15849039046786891736",
                        "10450023813501588000");
    }

    @Test
    void goesOnFromWhereItStood() {
        Rng random = Rng.seed(5);
        random.nextLong();
        Rng.State stood = random.state();
        long[] after = random.longs(20).toArray();
        Rng other = Rng.seed(6);
        other.restore(stood);
        assertThat(other.longs(20).toArray()).isEqualTo(after);
        assertThat(other.state()).isEqualTo(random.state()).isNotEqualTo(stood);
    }

    @Test
    void repeatsItself() {
        Rng a = Rng.seed(7);
        Rng b = Rng.seed(7);
        for (int i = 0; i < 100; i++) {
            assertThat(a.nextLong()).isEqualTo(b.nextLong());
        }
        assertThat(Rng.seed(7).nextLong()).isNotEqualTo(Rng.seed(8).nextLong());
    }

    @Test
    void isUniformAndNormal() {
        Rng random = Rng.seed(1);
        double[] uniform = random.doubles(100_000).toArray();
        assertThat(Arrays.stream(uniform).average().orElseThrow()).isCloseTo(0.5, within(0.005));
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            squares += Math.pow(random.nextGaussian(), 2);
        }
        assertThat(squares / 100_000).isCloseTo(1, within(0.02));
    }

    @Test
    void permutes() {
        int[] order = Rng.seed(3).permutation(1000).toArray();
        assertThat(order).isNotEqualTo(Rng.seed(4).permutation(1000).toArray());
        Arrays.sort(order);
        for (int i = 0; i < order.length; i++) {
            assertThat(order[i]).isEqualTo(i);
        }
        assertThat(Rng.seed(3).permutation(0).length()).isZero();
        Rng one = Rng.seed(3);
        assertThat(one.permutation(1)).isEqualTo(Indices.of(0));
        assertThat(one.state()).as("nothing to draw").isEqualTo(Rng.seed(3).state());
    }

    /// Each of the six orders of three numbers about equally often: 1000 times, give or take 4.5
    /// standard deviations.
    @Test
    void everyOrderIsEquallyLikely() {
        Rng random = Rng.seed(11);
        Map<Indices, Integer> counts = new HashMap<>();
        for (int i = 0; i < 6000; i++) {
            counts.merge(random.permutation(3), 1, Integer::sum);
        }
        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(870, 1130));
    }
}
