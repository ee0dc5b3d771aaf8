package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.random.RandomGenerator;

/// A gated recurrent unit (Cho et al., 2014, in PyTorch's form): gates decide how much of the state
/// before is read and how much of it is kept.
///
/// `r = σ(W_ir·x + b_ir + W_hr·h + b_hr)`, `z = σ(W_iz·x + b_iz + W_hz·h + b_hz)`, `n = tanh(W_in·x
/// + b_in + r·(W_hn·h + b_hn))`, `h' = (1 - z)·n + z·h`. Weights hold `r`, `z`, `n` in this order.
///
/// Takes `[T, N, in]`, `T` steps of `N` sequences, and gives their hidden states `[T, N, H]`, `[T,
/// N, 2·H]` if it reads in both directions. (With the batch first, [RecurrentOptions], `[N, T,
/// …]`.) Parameters for each layer, `_l0`, `_l1`, and direction, ending in `_reverse`: `weight_ih`
/// `[3·H, in]`, `weight_hh` `[3·H, H]`, and, unless left out, `bias_ih` and `bias_hh` `[3·H]`.
///
/// **Memory.** Of `T` steps, each layer and direction keeps for backward `5·T·N·H` numbers less the
/// last `N·H`: three gates, what the state contributes to `n`, the state. So it does its input, if
/// that is not the caller's. With lengths, that is a copy with zeros beyond them. A state of zeros,
/// if none is given, takes `N·H` once. The outputs are the caller's.
///
/// While it computes there is also the product with the input, `3·T·N·H`, and, before outputs are
/// joined, each of them once more. Backward has the gradient of that product, step by step and
/// joined, which is the largest it makes.
///
/// What a step leaves to the next is in the state that [#apply] returns. A long sequence in pieces
/// (truncated backpropagation through time) is the state of one piece, copied to a scope outside
/// with `copyTo`, as the initial state of the next.
public final class GRU implements Trainable {
    private final Recurrence recurrence;

    private GRU(Recurrence recurrence) {
        this.recurrence = recurrence;
    }

    /// What a sequence gives.
    ///
    /// @param y the hidden states of the last layer, those of both directions beside each other;
    ///   beyond the length of a sequence 0
    /// @param state the hidden states after the last step, `[layers·directions, N, H]`
    public record Output(Tensor y, Tensor state) {}

    /// One layer of the default type, see [Tensor#defaultDType()].
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static GRU of(int in, int hidden, RandomGenerator random) {
        return of(in, hidden, RecurrentOptions.DEFAULT, Tensor.defaultDType(), random);
    }

    /// Layers of a type, all weights and biases uniform in `±1/√H`, PyTorch's default.
    ///
    /// @param random where the weights come from, and what dropout draws from
    /// @throws IllegalArgumentException if a size is not positive
    public static GRU of(
            int in, int hidden, RecurrentOptions options, DType dtype, RandomGenerator random) {
        return new GRU(Recurrence.random(CellKind.GRU, in, hidden, options, dtype, random));
    }

    /// Layers over given parameters, which are asked for gradients.
    ///
    /// @param parameters by PyTorch's names, `weight_ih_l0` and so on
    /// @param random what dropout draws from
    /// @throws IllegalArgumentException if one is missing, is too many or does not fit
    public static GRU of(
            Map<String, Tensor> parameters, RecurrentOptions options, RandomGenerator random) {
        return new GRU(Recurrence.of(CellKind.GRU, parameters, options, random));
    }

    /// From an initial state of zeros.
    ///
    /// @throws IllegalArgumentException if `x` does not fit
    public Output apply(Tensor x) {
        return apply(x, null, null);
    }

    /// From an initial state.
    ///
    /// @param initial `[layers·directions, N, H]`, or null for zeros
    /// @throws IllegalArgumentException if `x` or the state does not fit
    public Output apply(Tensor x, @Nullable Tensor initial) {
        return apply(x, initial, null);
    }

    /// Sequences of different lengths, padded to the same: what lies beyond a length is not read,
    /// outputs there are 0, and the last state is that of the last step within; the direction from
    /// the end begins there.
    ///
    /// @param initial `[layers·directions, N, H]`, or null for zeros
    /// @param lengths `[N]`, each between 1 and `T`, or null for `T`
    /// @throws IllegalArgumentException if `x`, the state or the lengths don't fit
    public Output apply(Tensor x, @Nullable Tensor initial, @Nullable Indices lengths) {
        Tensor[] first = initial == null ? null : new Tensor[] {initial};
        Recurrence.Result result = recurrence.apply(x, first, lengths);
        return new Output(result.y(), result.state().getFirst());
    }

    @Override
    public void train(boolean on) {
        recurrence.train(on);
    }

    @Override
    public void declare(Parts parts) {
        recurrence.declare(parts);
    }

    /// `GRU[8 → 16, 2 layers]`.
    @Override
    public String toString() {
        return recurrence.described("GRU");
    }
}
