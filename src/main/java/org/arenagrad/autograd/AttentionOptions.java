package org.arenagrad.autograd;

import org.arenagrad.array.Rng;
import org.jspecify.annotations.Nullable;

/// What can be chosen of an attention beside its operands.
///
/// @param mask what is added to the scores, `[…, L, S]` or what broadcasts to it: 0 where a query
///   may look at a key, minus infinity where it may not, or a bias that is learned; null for
///   nothing. A query that may look at no key gets zeros
/// @param causal whether a query looks only at keys that do not stand after it
/// @param scale what the scores are multiplied by; 0 for `1/√E`
/// @param dropout the probability that a weight is dropped
/// @param random what the dropout draws from, null if there is none
public record AttentionOptions(
        @Nullable Tensor mask, boolean causal, double scale, double dropout, @Nullable Rng random) {
    /// No mask, not causal, `1/√E`, no dropout.
    public static final AttentionOptions DEFAULT = new AttentionOptions(null, false, 0, 0, null);

    /// Each query looks only at keys that do not stand after it.
    public static final AttentionOptions CAUSAL = new AttentionOptions(null, true, 0, 0, null);

    /// Checks each of them.
    ///
    /// @throws IllegalArgumentException if the dropout is not between 0 and 1 or has nothing to
    ///   draw from, or the scale is no finite number
    public AttentionOptions {
        if (!(dropout >= 0 && dropout <= 1) || (dropout > 0 && random == null)) {
            throw new IllegalArgumentException(
                    "attention: a dropout of %s drawn from %s: it lies between 0 and 1 and draws from an Rng"
                            .formatted(dropout, random == null ? "nothing" : "an Rng"));
        }
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException(
                    "attention: scores can't be multiplied by %s: give a finite scale, or 0 for 1/√E"
                            .formatted(scale));
        }
    }

    /// The same with a mask.
    public AttentionOptions withMask(@Nullable Tensor other) {
        return new AttentionOptions(other, causal, scale, dropout, random);
    }

    /// The same with another scale.
    public AttentionOptions withScale(double other) {
        return new AttentionOptions(mask, causal, other, dropout, random);
    }

    /// The same with dropout.
    public AttentionOptions withDropout(double p, @Nullable Rng from) {
        return new AttentionOptions(mask, causal, scale, p, from);
    }
}
