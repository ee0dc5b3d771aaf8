package org.arenagrad.nn;

/// The choices that recurrent layers leave, beside their sizes; PyTorch's defaults.
///
/// ```java
/// LSTM.of(8, 16, RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true), FLOAT32, rng)
/// ```
///
/// @param layers how many are stacked: each reads the outputs of the one before
/// @param bidirectional whether each layer also reads its input from the end, with weights of its
///   own; outputs are then twice as wide
/// @param dropout the probability that an element between two layers is dropped in training
/// @param batchFirst whether inputs and outputs are `[N, T, …]` instead of `[T, N, …]`; states are
///   `[layers, N, H]` in any case
/// @param bias whether there are biases
public record RecurrentOptions(
        int layers, boolean bidirectional, double dropout, boolean batchFirst, boolean bias) {
    private static final int MOST = 1 << 16;

    /// One layer, from the first step to the last, time first, with biases.
    public static final RecurrentOptions DEFAULT = new RecurrentOptions(1, false, 0, false, true);

    /// Checks each of them.
    ///
    /// @throws IllegalArgumentException if there is no layer, or too many, or the probability is
    ///   not between 0 and 1
    public RecurrentOptions {
        if (layers < 1 || layers > MOST) {
            throw new IllegalArgumentException(
                    "recurrent options: %s layers can't be: name from 1 to %s"
                            .formatted(layers, MOST));
        }
        if (!(dropout >= 0 && dropout <= 1)) {
            throw new IllegalArgumentException(
                    "recurrent options: the dropout probability %s is not between 0 and 1"
                            .formatted(dropout));
        }
    }

    /// The same with another number of layers.
    public RecurrentOptions withLayers(int other) {
        return new RecurrentOptions(other, bidirectional, dropout, batchFirst, bias);
    }

    /// The same in both directions, or one.
    public RecurrentOptions withBidirectional(boolean other) {
        return new RecurrentOptions(layers, other, dropout, batchFirst, bias);
    }

    /// The same with dropout between layers.
    public RecurrentOptions withDropout(double other) {
        return new RecurrentOptions(layers, bidirectional, other, batchFirst, bias);
    }

    /// The same with the batch first, or time.
    public RecurrentOptions withBatchFirst(boolean other) {
        return new RecurrentOptions(layers, bidirectional, dropout, other, bias);
    }

    /// The same with biases, or without.
    public RecurrentOptions withBias(boolean other) {
        return new RecurrentOptions(layers, bidirectional, dropout, batchFirst, other);
    }

    int directions() {
        return bidirectional ? 2 : 1;
    }
}
