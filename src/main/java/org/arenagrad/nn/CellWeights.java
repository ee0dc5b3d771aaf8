package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The weights of one layer and direction of a recurrence: of the input and of the hidden state,
/// for all gates.
///
/// @param ih `[gates·H, in]`
/// @param hh `[gates·H, H]`
/// @param biasIh `[gates·H]`, or null
/// @param biasHh `[gates·H]`, or null
record CellWeights(Tensor ih, Tensor hh, @Nullable Tensor biasIh, @Nullable Tensor biasHh) {
    /// Uniform in `±1/√H`, PyTorch's default.
    static CellWeights random(
            CellKind kind, int in, int hidden, boolean bias, DType dtype, RandomGenerator random) {
        if (in < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "%s: a layer from %s to %s values is none: both sizes must be positive"
                            .formatted(kind.operation(), in, hidden));
        }
        if (hidden > Integer.MAX_VALUE / kind.gates()) {
            throw new IllegalArgumentException(
                    "%s: %s values are too many: the weights of %s gates have more than 2^31-1 rows"
                            .formatted(kind.operation(), hidden, kind.gates()));
        }
        double bound = 1 / Math.sqrt(hidden);
        int wide = kind.gates() * hidden;
        Tensor ih = Tensor.uniform(dtype, random, -bound, bound, wide, in);
        Tensor hh = Tensor.uniform(dtype, random, -bound, bound, wide, hidden);
        return of(
                kind,
                ih,
                hh,
                bias ? Tensor.uniform(dtype, random, -bound, bound, wide) : null,
                bias ? Tensor.uniform(dtype, random, -bound, bound, wide) : null);
    }

    /// Given ones, which are asked for gradients.
    static CellWeights of(
            CellKind kind, Tensor ih, Tensor hh, @Nullable Tensor biasIh, @Nullable Tensor biasHh) {
        boolean matrices = ih.shape().rank() == 2 && hh.shape().rank() == 2;
        int wide = matrices ? hh.shape().size(0) : 0;
        if (!matrices
                || wide == 0
                || wide != kind.gates() * hh.shape().size(1)
                || ih.shape().size(0) != wide
                || (biasIh == null) != (biasHh == null)
                || (biasIh != null && !isVector(biasIh, wide))
                || (biasHh != null && !isVector(biasHh, wide))) {
            throw new IllegalArgumentException(
                    "%s: the weights must be [%s·H, in] and [%s·H, H], both biases [%s·H] or none, not %s, %s, %s and %s"
                            .formatted(
                                    kind.operation(),
                                    kind.gates(),
                                    kind.gates(),
                                    kind.gates(),
                                    ih.array(),
                                    hh.array(),
                                    biasIh == null ? "none" : biasIh.array(),
                                    biasHh == null ? "none" : biasHh.array()));
        }
        return new CellWeights(
                ih.requireGrad(),
                hh.requireGrad(),
                biasIh == null ? null : biasIh.requireGrad(),
                biasHh == null ? null : biasHh.requireGrad());
    }

    private static boolean isVector(Tensor bias, int length) {
        return bias.shape().rank() == 1 && bias.shape().size(0) == length;
    }

    int in() {
        return ih.shape().size(1);
    }

    int hidden() {
        return hh.shape().size(1);
    }

    /// What an input contributes to the gates, `[…, gates·H]`.
    Tensor fromInput(Tensor x) {
        return Fused.linear(x, ih, biasIh);
    }

    /// What the hidden state contributes to the gates, `[N, gates·H]`.
    Tensor fromState(Tensor h) {
        return Fused.linear(h, hh, biasHh);
    }

    /// One step of a cell that is used by itself.
    Tensor[] step(CellKind kind, Tensor x, Tensor @Nullable [] given) {
        if (x.shape().rank() != 2 || x.shape().size(1) != in()) {
            throw new IllegalArgumentException(
                    "%sCell: %s does not fit: this cell takes [N, %s], its weight is %s"
                            .formatted(kind.operation(), x.array(), in(), ih.array()));
        }
        int rows = x.shape().size(0);
        Tensor[] state = given;
        if (state == null) {
            state = new Tensor[kind.states()];
            Arrays.fill(state, Tensor.zeros(x.dtype(), rows, hidden()));
        }
        for (Tensor each : state) {
            if (each.shape().rank() != 2
                    || each.shape().size(0) != rows
                    || each.shape().size(1) != hidden()) {
                throw new IllegalArgumentException(
                        "%sCell: state %s does not fit %s: it must be [N, H] = [%s, %s]"
                                .formatted(
                                        kind.operation(), each.array(), x.array(), rows, hidden()));
            }
        }
        Tensor fromInput = fromInput(x);
        Tensor[] next = kind.next(fromInput, fromState(state[0]), state);
        fromInput.discard();
        return next;
    }

    /// @param suffix `_l0_reverse`, or nothing for a cell
    void declare(Parts parts, String suffix) {
        parts.parameter("weight_ih" + suffix, ih)
                .parameter("weight_hh" + suffix, hh)
                .parameter("bias_ih" + suffix, biasIh)
                .parameter("bias_hh" + suffix, biasHh);
    }
}
