package org.arenagrad.kernel;

/// The exponential and the logarithm of the first `n` numbers of an array, in place.
interface ExponentialsFloat64 {
    void exp(double[] numbers, int n);

    void log(double[] numbers, int n);
}
