package org.arenagrad.kernel.op;

import jdk.incubator.vector.DoubleVector;

/// A formula that is there for a number and for a vector, and gives the same bits both ways.
public interface VectorUnaryFloat64 extends UnaryFloat64 {
    /// `f(x)` for each lane.
    DoubleVector of(DoubleVector x);
}
