package org.arenagrad.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Chooses the next token from a model's logits. The temperature comes first, then `topK`, then
/// `topP`, as in Hugging Face's `transformers`.
///
/// @param temperature what logits are divided by: below 1 likely tokens become likelier, above 1
///   less so; 0 takes the likeliest
/// @param topK how many of the likeliest tokens may be chosen; 0 for all
/// @param topP how much probability those share that may be chosen, the likeliest first (Holtzman
///   et al., *The Curious Case of Neural Text Degeneration*, 2020); 1 for all
public record Sampler(double temperature, int topK, double topP) {
    /// The likeliest token, always.
    public static final Sampler GREEDY = new Sampler(0, 0, 1);

    /// Checks all three.
    ///
    /// @throws IllegalArgumentException if one of them makes no sense
    public Sampler {
        if (!(temperature >= 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException(
                    "temperature must be 0 (the likeliest token) or greater and finite, not "
                            + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException(
                    "top-k must be 0 (all tokens) or greater, not " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException(
                    "top-p must be above 0 and at most 1 (all tokens), not " + topP);
        }
    }

    /// The next token.
    ///
    /// @param logits one for each token
    /// @throws IllegalArgumentException if there are none, or one is NaN
    public int next(double[] logits, RandomGenerator random) {
        int best = likeliest(logits);
        if (temperature == 0) {
            return best;
        }
        int[] order = allowed(logits);
        double[] weights = new double[order.length];
        // Less the largest one, so that nothing overflows.
        Arrays.setAll(weights, i -> Math.exp((logits[order[i]] - logits[best]) / temperature));
        int kept = topP < 1 ? nucleus(weights) : weights.length;
        double rest = random.nextDouble() * Arrays.stream(weights, 0, kept).sum();
        for (int i = 0; i < kept; i++) {
            rest -= weights[i];
            if (rest < 0) {
                return order[i];
            }
        }
        return best; // Rounding left a little of the sum.
    }

    private static int likeliest(double[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("sampler: there are no logits to choose from");
        }
        int best = 0;
        for (int token = 0; token < logits.length; token++) {
            if (Double.isNaN(logits[token])) {
                throw new IllegalArgumentException(
                        "sampler: the logit of token %s is NaN".formatted(token));
            }
            best = logits[token] > logits[best] ? token : best;
        }
        return best;
    }

    /// The tokens that `topK` leaves, the likeliest first if their order matters.
    private int[] allowed(double[] logits) {
        IntStream all = IntStream.range(0, logits.length);
        boolean cut = topK > 0 && topK < logits.length;
        if (!cut && topP == 1) {
            return all.toArray();
        }
        return all.boxed()
                .sorted(Comparator.comparingDouble(token -> -logits[token]))
                .limit(cut ? topK : logits.length)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// How many of the weights, which fall, have `topP` of their sum together: at least one.
    private int nucleus(double[] weights) {
        double enough = topP * Arrays.stream(weights).sum();
        double sum = 0;
        int kept = 0;
        while (kept < weights.length && sum < enough) {
            sum += weights[kept++];
        }
        return kept;
    }
}
