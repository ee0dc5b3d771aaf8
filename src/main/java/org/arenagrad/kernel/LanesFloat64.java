package org.arenagrad.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// One vector at a time of a segment of float64, and the numbers of the format that vector formulas
/// need. Its twin [LanesFloat32] has the same members, so that the loops written over the two are
/// the same text.
final class LanesFloat64 {
    /// The widest vectors of this machine, up to the 512 bits that four of the many sums of
    /// [RunningSumsFloat64] have.
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.vectorBitSize() > 512
                    ? DoubleVector.SPECIES_512
                    : DoubleVector.SPECIES_PREFERRED;

    static final int LANES = SPECIES.length();

    /// For the few sums of [RunningSumsFloat64].
    static final VectorSpecies<Double> SPECIES_OF_FEW =
            LANES > RunningSumsFloat64.FEW ? DoubleVector.SPECIES_256 : SPECIES;

    static final int LANES_OF_FEW = SPECIES_OF_FEW.length();

    /// The size of an element, and how its bytes stand in memory.
    static final long BYTES = Double.BYTES;

    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    static final int MANTISSA_BITS = 52;
    static final int EXPONENT_BIAS = 1023;

    /// The smallest number with a full mantissa.
    static final double MIN_NORMAL = Double.MIN_NORMAL;

    /// Added to a number below 2^51 in size, leaves its nearest integer in the lowest bits of the
    /// sum's mantissa.
    static final double ROUNDER = 0x1.8p52;

    /// Beyond it on either side the exponential is infinite or zero.
    static final double EXP_LIMIT = 1000;

    /// `log 2` in two parts; multiplied by an exponent, the first is exact.
    static final double LN2_HIGH = 0.6931471803691238;

    static final double LN2_LOW = 1.9082149292705877e-10;

    private LanesFloat64() {}

    /// The segment, of which the compiler then knows the class.
    ///
    /// Inside the JDK, an access asks the segment what kind it is, and what compiled code expects
    /// there is what all accesses of the JVM have met so far. Kernels meet native memory only, but
    /// `reinterpretAsLongs` goes through a heap segment until it is compiled; from then on each
    /// access would be ready for both, and the checks could not leave the loop (measured: three
    /// times the time for an exponential). A question asked here is answered by what kernels meet.
    ///
    /// A vector that a method of ours takes or returns ends on the heap wherever the compiler
    /// decides against inlining that method, which it does, among others, when the formula around
    /// it is too long, and when it has so far met the loop with short runs only (then it stays that
    /// way: up to fifty times the time, and garbage without end). Methods of the JDK's are always
    /// inlined. So loops begin with `fromMemorySegment(SPECIES, known(x), …)` and end in
    /// `intoMemorySegment`; and what passes vectors to one of the long formulas is called with a
    /// full vector at least.
    static MemorySegment known(MemorySegment s) {
        var _ = s.isNative();
        return s;
    }

    /// The number in all lanes.
    static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /// 1 where the mask is set, else 0.
    static DoubleVector ones(VectorMask<Double> mask) {
        return all(0).blend(1, mask);
    }

    static double max(DoubleVector v) {
        return v.reduceLanes(VectorOperators.MAX);
    }

    static double min(DoubleVector v) {
        return v.reduceLanes(VectorOperators.MIN);
    }
}
