package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// One step of an [LSTM], for loops of your own.
///
/// Takes `[N, in]` and a state `[N, H]`, gives the next state. Parameters: `weight_ih` `[4·H, in]`,
/// `weight_hh` `[4·H, H]` and, unless left out, `bias_ih` and `bias_hh` `[4·H]`.
public final class LSTMCell implements Trainable {
    private final CellWeights weights;

    private LSTMCell(CellWeights weights) {
        this.weights = weights;
    }

    /// A cell of the default type, see [Tensor#defaultDType()].
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static LSTMCell of(int in, int hidden, RandomGenerator random) {
        return of(in, hidden, true, Tensor.defaultDType(), random);
    }

    /// A cell of a type, weights and biases uniform in `±1/√H`, PyTorch's default.
    ///
    /// @param bias whether there are biases
    /// @throws IllegalArgumentException if a size is not positive
    public static LSTMCell of(
            int in, int hidden, boolean bias, DType dtype, RandomGenerator random) {
        CellKind kind = CellKind.LSTM;
        return new LSTMCell(CellWeights.random(kind, in, hidden, bias, dtype, random));
    }

    /// A cell over given parameters, which are asked for gradients.
    ///
    /// @param biasIh `[4·H]`, or null for none
    /// @param biasHh `[4·H]`, or null for none
    /// @throws IllegalArgumentException if the shapes don't fit
    public static LSTMCell of(
            Tensor weightIh, Tensor weightHh, @Nullable Tensor biasIh, @Nullable Tensor biasHh) {
        CellKind kind = CellKind.LSTM;
        return new LSTMCell(CellWeights.of(kind, weightIh, weightHh, biasIh, biasHh));
    }

    /// The next state.
    ///
    /// @param state `[N, H]` each, or null for zeros
    /// @throws IllegalArgumentException if `x` or the state does not fit
    public LSTM.State apply(Tensor x, LSTM.@Nullable State state) {
        Tensor[] given = state == null ? null : new Tensor[] {state.h(), state.c()};
        Tensor[] next = weights.step(CellKind.LSTM, x, given);
        return new LSTM.State(next[0], next[1]);
    }

    @Override
    public void declare(Parts parts) {
        weights.declare(parts, "");
    }

    /// `LSTMCell[8 → 16]`.
    @Override
    public String toString() {
        return "LSTMCell[%s → %s]".formatted(weights.in(), weights.hidden());
    }
}
