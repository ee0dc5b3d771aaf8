package org.arenagrad.kernel.conv;

import static org.arenagrad.kernel.math.AccumulatorsFloat64.CHAINS;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.joined;
import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.math.AccumulatorsFloat64;

import java.util.Arrays;

/// What four channels that arrived and two elements of a window have in common: eight sums of
/// products over all windows of some images.
///
/// Window `p` goes to chain `p` modulo [AccumulatorsFloat64#CHAINS], and the chains are joined in
/// the end: so it does not show whether windows are taken one at a time, or as many as this
/// machine's vectors hold.
final class DotsFloat64 {
    /// How many channels that arrived.
    static final int CHANNELS = 4;

    /// How many elements of a window.
    static final int TAPS = 2;

    private final double[] chains = new double[CHANNELS * TAPS * CHAINS];
    private final int[] gs = new int[CHANNELS];
    private final int[] xs = new int[TAPS];
    private int images;
    private double[] g = new double[0];
    private int nextG;
    private double[] x = new double[0];
    private int nextX;
    private int n;

    /// Says what is summed over.
    ///
    /// @param images how many
    /// @param g what arrived, `nextG` from image to image
    /// @param x what windows see, `nextX` from image to image
    /// @param n how many windows each image has, a multiple of [AccumulatorsFloat64#CHAINS]
    void over(int images, double[] g, int nextG, double[] x, int nextX, int n) {
        this.images = images;
        this.g = g;
        this.nextG = nextG;
        this.x = x;
        this.nextX = nextX;
        this.n = n;
    }

    /// Says where a channel's run begins.
    void channel(int i, int run) {
        gs[i] = run;
    }

    /// Says where the run of an element of the window begins.
    void tap(int i, int run) {
        xs[i] = run;
    }

    /// The sum of a channel and an element of a window.
    double sum(int channel, int tap) {
        return joined(chains, (channel * TAPS + tap) * CHAINS);
    }

    /// Adds up windows.
    void vectors() {
        for (int chain = 0; chain < CHAINS; chain += LANES) {
            vectors(chain, g, x, n);
        }
    }

    private void vectors(int chain, double[] g, double[] x, int n) {
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int image = 0; image < images; image++) {
            int g0 = gs[0] + image * nextG;
            int g1 = gs[1] + image * nextG;
            int g2 = gs[2] + image * nextG;
            int g3 = gs[3] + image * nextG;
            int x0 = xs[0] + image * nextX;
            int x1 = xs[1] + image * nextX;
            for (int p = chain; p < n; p += CHAINS) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, x, x0 + p);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, x, x1 + p);
                DoubleVector a0 = DoubleVector.fromArray(SPECIES, g, g0 + p);
                s00 = a0.fma(b0, s00);
                s01 = a0.fma(b1, s01);
                DoubleVector a1 = DoubleVector.fromArray(SPECIES, g, g1 + p);
                s10 = a1.fma(b0, s10);
                s11 = a1.fma(b1, s11);
                DoubleVector a2 = DoubleVector.fromArray(SPECIES, g, g2 + p);
                s20 = a2.fma(b0, s20);
                s21 = a2.fma(b1, s21);
                DoubleVector a3 = DoubleVector.fromArray(SPECIES, g, g3 + p);
                s30 = a3.fma(b0, s30);
                s31 = a3.fma(b1, s31);
            }
        }
        s00.intoArray(chains, chain);
        s01.intoArray(chains, CHAINS + chain);
        s10.intoArray(chains, 2 * CHAINS + chain);
        s11.intoArray(chains, 3 * CHAINS + chain);
        s20.intoArray(chains, 4 * CHAINS + chain);
        s21.intoArray(chains, 5 * CHAINS + chain);
        s30.intoArray(chains, 6 * CHAINS + chain);
        s31.intoArray(chains, 7 * CHAINS + chain);
    }

    /// The same, one window after the other.
    void singly() {
        Arrays.fill(chains, 0);
        for (int k = 0; k < CHANNELS * TAPS; k++) {
            for (int image = 0; image < images; image++) {
                int from = gs[k / TAPS] + image * nextG;
                int seen = xs[k % TAPS] + image * nextX;
                for (int p = 0; p < n; p++) {
                    int at = k * CHAINS + p % CHAINS;
                    chains[at] = fma(g[from + p], x[seen + p], chains[at]);
                }
            }
        }
    }
}
