package org.arenagrad.kernel.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// One vector at a time of a segment of float64.
public final class LanesFloat64 {
    /// The widest vectors of this machine, up to the 512 bits of which four are the accumulators of
    /// a wide fold ([AccumulatorsFloat64]).
    public static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.vectorBitSize() > 512
                    ? DoubleVector.SPECIES_512
                    : DoubleVector.SPECIES_PREFERRED;

    /// How many numbers a vector has.
    public static final int LANES = SPECIES.length();

    /// Vectors for the accumulators of a narrow fold.
    public static final VectorSpecies<Double> NARROW_SPECIES =
            LANES > AccumulatorsFloat64.NARROW ? DoubleVector.SPECIES_256 : SPECIES;

    /// How many numbers one of those has.
    public static final int NARROW_LANES = NARROW_SPECIES.length();

    /// The size of an element.
    public static final long BYTES = ElementsFloat64.BYTES;

    /// How its bytes stand in memory.
    public static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /// 0 in all lanes.
    public static final DoubleVector ZERO = all(0);

    /// 1 in all lanes.
    public static final DoubleVector ONE = all(1);

    private LanesFloat64() {}

    /// The segment, after a question that leaves its class in the profile of the caller's loop.
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
    /// inlined. So loops begin with `fromMemorySegment(SPECIES, profiled(x), …)` and end in
    /// `intoMemorySegment`; and what passes vectors to a formula is called with a full vector at
    /// least.
    public static MemorySegment profiled(MemorySegment s) {
        var _ = s.isNative();
        return s;
    }

    /// The number in all lanes.
    public static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value); // float64 only
        // float32 only: return FloatVector.broadcast(SPECIES, (float) value);
    }

    /// 1 where the mask is set, else 0.
    public static DoubleVector ones(VectorMask<Double> mask) {
        return ZERO.blend(1, mask);
    }
}
