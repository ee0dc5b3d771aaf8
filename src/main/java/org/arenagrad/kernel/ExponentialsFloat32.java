// Generated from ExponentialsFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

/// The exponential and the logarithm of the first `n` numbers of an array, in place.
interface ExponentialsFloat32 {
    void exp(float[] numbers, int n);

    void log(float[] numbers, int n);
}
