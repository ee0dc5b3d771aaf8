package org.arenagrad.kernel.op;

import jdk.incubator.vector.DoubleVector;

/// A formula that is there for three numbers and for three vectors, and gives the same bits both
/// ways.
public interface VectorTernaryFloat64 extends TernaryFloat64 {
    /// `f(a, b, c)` for each lane.
    DoubleVector of(DoubleVector a, DoubleVector b, DoubleVector c);
}
