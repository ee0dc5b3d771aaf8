package org.arenagrad.loss;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.util.Arrays;

/// The loss of a sequence against a shorter one, summed over all ways to stretch the shorter
/// (Graves et al., *Connectionist Temporal Classification*, 2006): the forward recursion over a
/// target with blanks between its labels, in logarithms, of tensor operations throughout.
final class CtcLoss {
    /// Stands for the logarithm of 0: as good, and without the NaN that a gradient makes of it.
    private static final double NOTHING = -1e30;

    private final Tensor logProbabilities;
    private final Indices targets;
    private final int[] lengths;
    private final int[] targetLengths;
    private final int blank;

    private CtcLoss(
            Tensor logProbabilities,
            Indices targets,
            int[] lengths,
            int[] targetLengths,
            int blank) {
        this.logProbabilities = logProbabilities;
        this.targets = targets;
        this.lengths = lengths;
        this.targetLengths = targetLengths;
        this.blank = blank;
    }

    static Tensor of(
            Tensor logProbabilities,
            Indices targets,
            int[] lengths,
            int[] targetLengths,
            int blank,
            Reduction reduction) {
        requireFit(logProbabilities, targets, lengths, targetLengths, blank);
        Tensor losses =
                new CtcLoss(logProbabilities, targets, lengths, targetLengths, blank).losses();
        if (reduction != Reduction.MEAN) {
            return reduction.apply(losses);
        }
        double[] divisors = Arrays.stream(targetLengths).mapToDouble(n -> Math.max(1, n)).toArray();
        Tensor each = losses.div(Tensor.from(losses.dtype(), divisors, divisors.length));
        return reduction.apply(each);
    }

    private static void requireFit(
            Tensor x, Indices targets, int[] lengths, int[] targetLengths, int blank) {
        boolean fits =
                x.shape().rank() == 3
                        && targets.shape().rank() == 2
                        && targets.shape().size(0) == x.shape().size(1)
                        && lengths.length == x.shape().size(1)
                        && targetLengths.length == lengths.length;
        for (int n = 0; fits && n < lengths.length; n++) {
            fits =
                    lengths[n] >= 1
                            && lengths[n] <= x.shape().size(0)
                            && targetLengths[n] >= 0
                            && targetLengths[n] <= targets.shape().size(1);
        }
        if (!fits || blank < 0 || blank >= x.shape().size(2)) {
            throw new IllegalArgumentException(
                    "ctcLoss: log-probabilities %s, targets %s, lengths %s and %s and blank %s don't fit: they are [T, N, C], [N, S], N numbers up to T, N up to S, and a class"
                            .formatted(
                                    x.array(),
                                    targets.shape(),
                                    Arrays.toString(lengths),
                                    Arrays.toString(targetLengths),
                                    blank));
        }
    }

    private Tensor losses() {
        int steps = logProbabilities.shape().size(0);
        int n = logProbabilities.shape().size(1);
        int places = 2 * targets.shape().size(1) + 1;
        int[] labels = new int[n * places];
        double[] maySkip = new double[n * places];
        for (int i = 0; i < n; i++) {
            for (int s = 0; s < places; s++) {
                labels[i * places + s] = label(i, s);
                boolean skips = s >= 2 && s % 2 == 1 && label(i, s) != label(i, s - 2);
                maySkip[i * places + s] = skips ? 0 : NOTHING;
            }
        }
        Indices expected = Indices.of(Shape.of(n, places), labels);
        Tensor skip = Tensor.from(logProbabilities.dtype(), maySkip, n, places);
        Tensor alpha =
                emitted(0, expected)
                        .add(
                                Tensor.zeros(skip.dtype(), n, places)
                                        .maskedFill(
                                                Tensor.arange(skip.dtype(), places).gt(1),
                                                NOTHING));
        Tensor[] all = new Tensor[steps];
        all[0] = alpha;
        for (int t = 1; t < steps; t++) {
            Tensor stay = all[t - 1];
            Tensor step = shifted(stay, 1);
            Tensor two = shifted(stay, 2).add(skip);
            all[t] = Tensor.stack(0, stay, step, two).logsumexp(0).add(emitted(t, expected));
        }
        return ends(Tensor.stack(0, all));
    }

    private int label(int row, int place) {
        return place % 2 == 0 ? blank : targets.get(row * targets.shape().size(1) + place / 2);
    }

    private Tensor emitted(int t, Indices expected) {
        return logProbabilities.select(0, t).gather(1, expected);
    }

    private static Tensor shifted(Tensor alpha, int by) {
        int places = alpha.shape().size(1);
        int shift = Math.min(by, places);
        Tensor nothing = Tensor.full(alpha.dtype(), NOTHING, alpha.shape().size(0), shift);
        return Tensor.cat(1, nothing, alpha.narrow(1, 0, places - shift));
    }

    /// Of each row, what ends in the last label or the blank after it, at its last step.
    private Tensor ends(Tensor all) {
        int n = lengths.length;
        int[] last = new int[n];
        int[] rows = new int[n];
        int[] blanks = new int[n];
        int[] labels = new int[n];
        double[] empty = new double[n];
        for (int i = 0; i < n; i++) {
            last[i] = lengths[i] - 1;
            rows[i] = i;
            blanks[i] = 2 * targetLengths[i];
            labels[i] = Math.max(0, blanks[i] - 1);
            // A target of no labels ends in the blank alone.
            empty[i] = targetLengths[i] == 0 ? NOTHING : 0;
        }
        Tensor inBlank = all.index(Indices.of(last), Indices.of(rows), Indices.of(blanks));
        Tensor inLabel =
                all.index(Indices.of(last), Indices.of(rows), Indices.of(labels))
                        .add(Tensor.from(all.dtype(), empty, n));
        return Tensor.stack(0, inBlank, inLabel).logsumexp(0).neg();
    }
}
