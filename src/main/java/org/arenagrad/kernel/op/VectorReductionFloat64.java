package org.arenagrad.kernel.op;

import jdk.incubator.vector.DoubleVector;

/// A formula that is there for a number and for a vector, and gives the same bits both ways.
public interface VectorReductionFloat64 extends ReductionFloat64 {
    /// For each lane; the vectors may be narrower than those of elementwise loops.
    DoubleVector fold(DoubleVector folded, DoubleVector x);

    /// What two runs give together, for each lane.
    default DoubleVector join(DoubleVector a, DoubleVector b) {
        return fold(a, b);
    }
}
