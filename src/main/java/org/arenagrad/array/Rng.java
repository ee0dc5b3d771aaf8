package org.arenagrad.array;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A seeded source of random numbers: the same seed gives the same numbers, on every machine and
/// JDK.
///
/// Nothing in the framework draws from a hidden generator; whatever is random takes one of these.
/// The generator is xoshiro256++ (Blackman and Vigna, 2019), its 256 bits of state filled from the
/// seed by SplitMix64 (Steele, Lea and Flood, 2014). Distributions come from [RandomGenerator].
public final class Rng implements RandomGenerator {
    private final long[] state;

    private Rng(long[] state) {
        this.state = state;
    }

    /// A generator that starts from a seed.
    public static Rng seed(long seed) {
        long[] state = new long[4];
        long z = seed;
        for (int i = 0; i < state.length; i++) {
            z += 0x9E3779B97F4A7C15L;
            long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            state[i] = mixed ^ (mixed >>> 31);
        }
        return new Rng(state);
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(state[0] + state[3], 23) + state[0];
        long t = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= t;
        state[3] = Long.rotateLeft(state[3], 45);
        return result;
    }

    /// Where it stands, to come back to with [#restore].
    public State state() {
        return new State(state[0], state[1], state[2], state[3]);
    }

    /// Goes back, or on, to where it stood: what it gives from here on is what it gave from there.
    public void restore(State to) {
        state[0] = to.s0;
        state[1] = to.s1;
        state[2] = to.s2;
        state[3] = to.s3;
    }

    /// Where a generator stands: its 256 bits.
    public record State(long s0, long s1, long s2, long s3) {}

    /// The numbers `0 … n-1` in random order (Fisher and Yates, 1938).
    public Indices permutation(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return Indices.of(order);
    }
}
