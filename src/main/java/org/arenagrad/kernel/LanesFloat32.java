package org.arenagrad.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// One vector at a time of a segment of float32: see [LanesFloat64].
final class LanesFloat32 {
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
                    ? FloatVector.SPECIES_512
                    : FloatVector.SPECIES_PREFERRED;

    static final int LANES = SPECIES.length();

    /// For the few sums of [RunningSumsFloat32].
    static final VectorSpecies<Float> SPECIES_OF_FEW =
            LANES > RunningSumsFloat32.FEW ? FloatVector.SPECIES_256 : SPECIES;

    static final int LANES_OF_FEW = SPECIES_OF_FEW.length();

    /// The size of an element, and how its bytes stand in memory.
    static final long BYTES = Float.BYTES;

    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    static final int MANTISSA_BITS = 23;
    static final int EXPONENT_BIAS = 127;

    /// The smallest number with a full mantissa.
    static final double MIN_NORMAL = Float.MIN_NORMAL;

    /// Added to a number below 2^22 in size, leaves its nearest integer in the lowest bits of the
    /// sum's mantissa.
    static final double ROUNDER = 0x1.8p23;

    /// Beyond it on either side the exponential is infinite or zero.
    static final double EXP_LIMIT = 150;

    /// `log 2` in two parts; multiplied by an exponent, the first is exact.
    static final double LN2_HIGH = 6.93359375e-01;

    static final double LN2_LOW = -0.00021219444005469057;

    private LanesFloat32() {}

    /// See [LanesFloat64#known].
    static MemorySegment known(MemorySegment s) {
        var _ = s.isNative();
        return s;
    }

    /// The number in all lanes.
    static FloatVector all(double value) {
        return FloatVector.broadcast(SPECIES, (float) value);
    }

    /// 1 where the mask is set, else 0.
    static FloatVector ones(VectorMask<Float> mask) {
        return all(0).blend(1, mask);
    }

    static double max(FloatVector v) {
        return v.reduceLanes(VectorOperators.MAX);
    }

    static double min(FloatVector v) {
        return v.reduceLanes(VectorOperators.MIN);
    }
}
