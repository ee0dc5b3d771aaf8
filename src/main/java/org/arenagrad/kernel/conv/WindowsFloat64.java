package org.arenagrad.kernel.conv;

import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;

import jdk.incubator.vector.DoubleVector;

/// Some windows next to each other and four channels of the result: for each of them the chain of
/// products over all that a window sees. As in the matrix product, vectors are handed to methods of
/// the JDK only.
final class WindowsFloat64 {
    /// How many channels of the result.
    static final int CHANNELS = 4;

    /// How many windows.
    static final int COUNT = 2 * LANES;

    private WindowsFloat64() {}

    /// @param taps how many elements a window sees
    /// @param runs where the run of each of them begins
    /// @param w four weights for each of them, from `wo` on
    /// @param at the first window
    /// @param y gets the results from `yo` on, those of the channels `distance` apart
    static void vectors(
            int taps,
            int[] runs,
            double[] w,
            int wo,
            double[] x,
            int at,
            double[] y,
            int yo,
            int distance) {
        DoubleVector y00 = DoubleVector.zero(SPECIES);
        DoubleVector y01 = y00;
        DoubleVector y10 = y00;
        DoubleVector y11 = y00;
        DoubleVector y20 = y00;
        DoubleVector y21 = y00;
        DoubleVector y30 = y00;
        DoubleVector y31 = y00;
        int of = wo;
        for (int l = 0; l < taps; l++, of += CHANNELS) {
            int from = at + runs[l];
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, from);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, from + LANES);
            DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[of]);
            y00 = w0.fma(x0, y00);
            y01 = w0.fma(x1, y01);
            DoubleVector w1 = DoubleVector.broadcast(SPECIES, w[of + 1]);
            y10 = w1.fma(x0, y10);
            y11 = w1.fma(x1, y11);
            DoubleVector w2 = DoubleVector.broadcast(SPECIES, w[of + 2]);
            y20 = w2.fma(x0, y20);
            y21 = w2.fma(x1, y21);
            DoubleVector w3 = DoubleVector.broadcast(SPECIES, w[of + 3]);
            y30 = w3.fma(x0, y30);
            y31 = w3.fma(x1, y31);
        }
        y00.intoArray(y, yo);
        y01.intoArray(y, yo + LANES);
        y10.intoArray(y, yo + distance);
        y11.intoArray(y, yo + distance + LANES);
        y20.intoArray(y, yo + 2 * distance);
        y21.intoArray(y, yo + 2 * distance + LANES);
        y30.intoArray(y, yo + 3 * distance);
        y31.intoArray(y, yo + 3 * distance + LANES);
    }

    /// The same, one window after the other.
    static void singly(
            int taps,
            int[] runs,
            double[] w,
            int wo,
            double[] x,
            int at,
            double[] y,
            int yo,
            int distance) {
        for (int q = 0; q < COUNT; q++) {
            double y0 = 0, y1 = 0, y2 = 0, y3 = 0; // float64 only
            // float32 only: float y0 = 0, y1 = 0, y2 = 0, y3 = 0;
            int of = wo;
            for (int l = 0; l < taps; l++, of += CHANNELS) {
                double seen = x[at + runs[l] + q]; // float64 only
                // float32 only: float seen = x[at + runs[l] + q];
                y0 = fma(w[of], seen, y0);
                y1 = fma(w[of + 1], seen, y1);
                y2 = fma(w[of + 2], seen, y2);
                y3 = fma(w[of + 3], seen, y3);
            }
            y[yo + q] = y0;
            y[yo + distance + q] = y1;
            y[yo + 2 * distance + q] = y2;
            y[yo + 3 * distance + q] = y3;
        }
    }
}
