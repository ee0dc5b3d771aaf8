package org.arenagrad.kernel.op;

import jdk.incubator.vector.DoubleVector;

/// A formula that is there for two numbers and for two vectors, and gives the same bits both ways.
public interface VectorBinaryFloat64 extends BinaryFloat64 {
    /// `f(a, b)` for each lane.
    DoubleVector of(DoubleVector a, DoubleVector b);
}
