package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.random.RandomGenerator;

/// Long short-term memory (Hochreiter and Schmidhuber, 1997; Gers et al., 2000): what it remembers,
/// `c`, is changed by gates only, so that gradients survive many steps.
///
/// `i, f, o = σ(W_i·x + b_i + W_h·h + b_h)` and `g = tanh(…)` likewise, `c' = f·c + i·g`, `h' =
/// o·tanh(c')`. Weights hold `i`, `f`, `g`, `o` in this order.
///
/// Takes `[T, N, in]`, `T` steps of `N` sequences, and gives their hidden states `[T, N, H]`, `[T,
/// N, 2·H]` if it reads in both directions. (With the batch first, [RecurrentOptions], `[N, T,
/// …]`.) Parameters for each layer, `_l0`, `_l1`, and direction, ending in `_reverse`: `weight_ih`
/// `[4·H, in]`, `weight_hh` `[4·H, H]`, and, unless left out, `bias_ih` and `bias_hh` `[4·H]`.
///
/// **Memory.** Of `T` steps, each layer and direction keeps for backward `6·T·N·H` numbers less the
/// last `N·H`: four gates, `c`, the state. So it does its input, if that is not the caller's. With
/// lengths, that is a copy with zeros beyond them. A step that is beyond some lengths keeps `c`
/// twice. A state of zeros, if none is given, takes `N·H` once. The outputs are the caller's.
///
/// While it computes there is also the product with the input, `4·T·N·H`, and, before outputs are
/// joined, each of them once more. Backward has the gradient of that product, step by step and
/// joined, which is the largest it makes.
///
/// What a step leaves to the next is in the state that [#apply] returns. A long sequence in pieces
/// (truncated backpropagation through time) is the state of one piece, copied to a scope outside
/// with `copyTo`, as the initial state of the next.
public final class LSTM implements Trainable {
    private final Recurrence recurrence;

    private LSTM(Recurrence recurrence) {
        this.recurrence = recurrence;
    }

    /// What an LSTM hands from step to step.
    ///
    /// @param h what it shows
    /// @param c what it remembers
    public record State(Tensor h, Tensor c) {
        /// The same values outside the graph: no gradient flows through them. They share the
        /// memory, which is kept beyond backward, up to the end of its scope.
        public State detach() {
            return new State(h.detach(), c.detach());
        }

        /// Copies in a scope that lives longer, outside the graph.
        ///
        /// @throws org.arenagrad.memory.ScopeException if that scope is sealed
        public State copyTo(Scope scope) {
            return new State(h.copyTo(scope), c.copyTo(scope));
        }
    }

    /// What a sequence gives.
    ///
    /// @param y the hidden states of the last layer, those of both directions beside each other;
    ///   beyond the length of a sequence 0
    /// @param state `[layers·directions, N, H]` each, after the last step
    public record Output(Tensor y, State state) {}

    /// One layer of the default type, see [Tensor#defaultDType()].
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static LSTM of(int in, int hidden, RandomGenerator random) {
        return of(in, hidden, RecurrentOptions.DEFAULT, Tensor.defaultDType(), random);
    }

    /// Layers of a type, all weights and biases uniform in `±1/√H`, PyTorch's default.
    ///
    /// @param random where the weights come from, and what dropout draws from
    /// @throws IllegalArgumentException if a size is not positive
    public static LSTM of(
            int in, int hidden, RecurrentOptions options, DType dtype, RandomGenerator random) {
        return new LSTM(Recurrence.random(CellKind.LSTM, in, hidden, options, dtype, random));
    }

    /// Layers over given parameters, which are asked for gradients.
    ///
    /// @param parameters by PyTorch's names, `weight_ih_l0` and so on
    /// @param random what dropout draws from
    /// @throws IllegalArgumentException if one is missing, is too many or does not fit
    public static LSTM of(
            Map<String, Tensor> parameters, RecurrentOptions options, RandomGenerator random) {
        return new LSTM(Recurrence.of(CellKind.LSTM, parameters, options, random));
    }

    /// From an initial state of zeros.
    ///
    /// @throws IllegalArgumentException if `x` does not fit
    public Output apply(Tensor x) {
        return apply(x, null, null);
    }

    /// From an initial state.
    ///
    /// @param initial `[layers·directions, N, H]` each, or null for zeros
    /// @throws IllegalArgumentException if `x` or the state does not fit
    public Output apply(Tensor x, @Nullable State initial) {
        return apply(x, initial, null);
    }

    /// Sequences of different lengths, padded to the same: what lies beyond a length is not read,
    /// outputs there are 0, and the last state is that of the last step within; the direction from
    /// the end begins there.
    ///
    /// @param initial `[layers·directions, N, H]` each, or null for zeros
    /// @param lengths `[N]`, each between 1 and `T`, or null for `T`
    /// @throws IllegalArgumentException if `x`, the state or the lengths don't fit
    public Output apply(Tensor x, @Nullable State initial, @Nullable Indices lengths) {
        Tensor[] first = initial == null ? null : new Tensor[] {initial.h, initial.c};
        Recurrence.Result result = recurrence.apply(x, first, lengths);
        return new Output(result.y(), new State(result.state().getFirst(), result.state().get(1)));
    }

    @Override
    public void train(boolean on) {
        recurrence.train(on);
    }

    @Override
    public void declare(Parts parts) {
        recurrence.declare(parts);
    }

    /// `LSTM[8 → 16, 2 layers]`.
    @Override
    public String toString() {
        return recurrence.described("LSTM");
    }
}
