package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// One step of an [RNN], for loops of your own.
///
/// Takes `[N, in]` and a state `[N, H]`, gives the next state. Parameters: `weight_ih` `[H, in]`,
/// `weight_hh` `[H, H]` and, unless left out, `bias_ih` and `bias_hh` `[H]`.
public final class RNNCell implements Trainable {
    private final CellKind kind;
    private final CellWeights weights;

    private RNNCell(CellKind kind, CellWeights weights) {
        this.kind = kind;
        this.weights = weights;
    }

    /// A cell of the default type, see [Tensor#defaultDType()], with tanh.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static RNNCell of(int in, int hidden, RandomGenerator random) {
        return of(in, hidden, RNN.Nonlinearity.TANH, true, Tensor.defaultDType(), random);
    }

    /// A cell of a type, weights and biases uniform in `±1/√H`, PyTorch's default.
    ///
    /// @param nonlinearity what bends the sum
    /// @param bias whether there are biases
    /// @throws IllegalArgumentException if a size is not positive
    public static RNNCell of(
            int in,
            int hidden,
            RNN.Nonlinearity nonlinearity,
            boolean bias,
            DType dtype,
            RandomGenerator random) {
        CellKind kind = nonlinearity.kind();
        return new RNNCell(kind, CellWeights.random(kind, in, hidden, bias, dtype, random));
    }

    /// A cell over given parameters, which are asked for gradients.
    ///
    /// @param nonlinearity what bends the sum
    /// @param biasIh `[H]`, or null for none
    /// @param biasHh `[H]`, or null for none
    /// @throws IllegalArgumentException if the shapes don't fit
    public static RNNCell of(
            RNN.Nonlinearity nonlinearity,
            Tensor weightIh,
            Tensor weightHh,
            @Nullable Tensor biasIh,
            @Nullable Tensor biasHh) {
        CellKind kind = nonlinearity.kind();
        return new RNNCell(kind, CellWeights.of(kind, weightIh, weightHh, biasIh, biasHh));
    }

    /// The next state.
    ///
    /// @param state `[N, H]`, or null for zeros
    /// @throws IllegalArgumentException if `x` or the state does not fit
    public Tensor apply(Tensor x, @Nullable Tensor state) {
        Tensor[] given = state == null ? null : new Tensor[] {state};
        return weights.step(kind, x, given)[0];
    }

    @Override
    public void declare(Parts parts) {
        weights.declare(parts, "");
    }

    /// `RNNCell[8 → 16]`.
    @Override
    public String toString() {
        return "RNNCell[%s → %s]".formatted(weights.in(), weights.hidden());
    }
}
