package org.arenagrad.kernel.math;

/// The numbers of the IEEE 754 format that formulas need.
final class FormatFloat64 {
    static final int MANTISSA_BITS = 52; // float64 only
    // float32 only: static final int MANTISSA_BITS = 23;

    static final int EXPONENT_BIAS = 1023; // float64 only

    // float32 only: static final int EXPONENT_BIAS = 127;

    /// The smallest number with a full mantissa.
    static final double MIN_NORMAL = Double.MIN_NORMAL; // float64 only

    // float32 only: static final double MIN_NORMAL = Float.MIN_NORMAL;

    /// Added to a number that is a quarter of it in size or smaller, leaves the nearest integer in
    /// the lowest bits of the sum's mantissa.
    static final double ROUNDER = 0x1.8p52; // float64 only

    // float32 only: static final double ROUNDER = 0x1.8p23;

    /// Beyond it on either side the exponential is infinite or zero.
    static final double EXP_LIMIT = 1000; // float64 only

    // float32 only: static final double EXP_LIMIT = 150;

    /// `log 2` in two parts; multiplied by an exponent, the first is exact.
    static final double LN2_HIGH = 0.6931471803691238; // float64 only

    // float32 only: static final double LN2_HIGH = 6.93359375e-01;

    static final double LN2_LOW = 1.9082149292705877e-10; // float64 only

    // float32 only: static final double LN2_LOW = -0.00021219444005469057;

    private FormatFloat64() {}
}
