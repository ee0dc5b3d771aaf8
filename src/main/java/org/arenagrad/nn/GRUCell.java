package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// One step of a [GRU], for loops of your own.
///
/// Takes `[N, in]` and a state `[N, H]`, gives the next state. Parameters: `weight_ih` `[3·H, in]`,
/// `weight_hh` `[3·H, H]` and, unless left out, `bias_ih` and `bias_hh` `[3·H]`.
public final class GRUCell implements Trainable {
    private final CellWeights weights;

    private GRUCell(CellWeights weights) {
        this.weights = weights;
    }

    /// A cell of the default type, see [Tensor#defaultDType()].
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static GRUCell of(int in, int hidden, RandomGenerator random) {
        return of(in, hidden, true, Tensor.defaultDType(), random);
    }

    /// A cell of a type, weights and biases uniform in `±1/√H`, PyTorch's default.
    ///
    /// @param bias whether there are biases
    /// @throws IllegalArgumentException if a size is not positive
    public static GRUCell of(
            int in, int hidden, boolean bias, DType dtype, RandomGenerator random) {
        CellKind kind = CellKind.GRU;
        return new GRUCell(CellWeights.random(kind, in, hidden, bias, dtype, random));
    }

    /// A cell over given parameters, which are asked for gradients.
    ///
    /// @param biasIh `[3·H]`, or null for none
    /// @param biasHh `[3·H]`, or null for none
    /// @throws IllegalArgumentException if the shapes don't fit
    public static GRUCell of(
            Tensor weightIh, Tensor weightHh, @Nullable Tensor biasIh, @Nullable Tensor biasHh) {
        CellKind kind = CellKind.GRU;
        return new GRUCell(CellWeights.of(kind, weightIh, weightHh, biasIh, biasHh));
    }

    /// The next state.
    ///
    /// @param state `[N, H]`, or null for zeros
    /// @throws IllegalArgumentException if `x` or the state does not fit
    public Tensor apply(Tensor x, @Nullable Tensor state) {
        Tensor[] given = state == null ? null : new Tensor[] {state};
        return weights.step(CellKind.GRU, x, given)[0];
    }

    @Override
    public void declare(Parts parts) {
        weights.declare(parts, "");
    }

    /// `GRUCell[8 → 16]`.
    @Override
    public String toString() {
        return "GRUCell[%s → %s]".formatted(weights.in(), weights.hidden());
    }
}
