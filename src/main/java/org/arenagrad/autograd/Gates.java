package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.GateOps;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

import java.util.ArrayList;
import java.util.List;

/// What a step of a recurrence computes behind its two products. All gates of a step lie in one
/// tensor `[N, k·H]`, activated in place: backward reads them there, and nothing that came before.
abstract sealed class Gates extends Operation {
    Gates(String name, Tensor... inputs) {
        super(name, inputs);
    }

    /// The `i`-th of the gates, each `h` wide.
    static NdArray part(NdArray gates, int i, int h) {
        return gates.slice(-1, i * h, h, 1);
    }

    static Tensor part(Tensor gates, int i, int h) {
        return gates.narrow(-1, i * h, h);
    }

    /// Parts beside each other; those that only they held may end.
    static Tensor joined(Tensor... parts) {
        Tensor all = Tensor.cat(-1, parts);
        for (Tensor part : parts) {
            part.discard();
        }
        return all;
    }

    static Tensor slope(Binary slope, Tensor g, Tensor y) {
        return new Activation.Slope(slope, g, y).apply();
    }

    static void requireParts(String name, Tensor x, int parts, Tensor y, int others) {
        int rank = x.shape().rank();
        if (rank != 2
                || y.shape().rank() != 2
                || x.shape().size(0) != y.shape().size(0)
                || x.shape().size(1) % parts != 0
                || x.shape().size(1) / parts * others != y.shape().size(1)) {
            throw new IllegalArgumentException(
                    "%s: %s and %s don't fit: they must be [N, %s·H] and [N, %s·H]"
                            .formatted(name, x.array(), y.array(), parts, others));
        }
    }

    /// The gates of an LSTM, `(i, f, g, o)`: the sum of what input and state contribute, sigmoid
    /// but for `g`, which is tanh. `[N, 4·H]` of two such.
    static final class Lstm extends Gates {
        Lstm(Tensor fromInput, Tensor fromState) {
            super("lstmGates", fromInput, fromState);
            requireParts(name(), fromInput, 4, fromState, 4);
        }

        @Override
        NdArray forward() {
            NdArray gates =
                    Pointwise.binary(name(), Binary.ADD, input(0).array(), input(1).array());
            GateOps.activate(gates);
            return gates;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            if (!Autograd.isRecording()) {
                return unrecorded(GateOps.activateGrad(name(), g.array(), output().array()));
            }
            int h = g.shape().size(1) / 4;
            List<Tensor> slopes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Binary slope = i == 2 ? Binary.TANH_GRAD : Binary.SIGMOID_GRAD;
                slopes.add(slope(slope, part(g, i, h), part(output(), i, h)));
            }
            return joined(slopes.toArray(Tensor[]::new));
        }
    }

    /// What an LSTM remembers: `c' = f·c + i·g`, `[N, H]` of gates `[N, 4·H]` and `c`.
    static final class LstmCell extends Gates {
        LstmCell(Tensor gates, Tensor c) {
            super("lstmCell", gates, c);
            requireParts(name(), gates, 4, c, 1);
        }

        @Override
        NdArray forward() {
            return GateOps.cell(name(), input(0).array(), input(1).array());
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor gates = input(0);
            if (!Autograd.isRecording()) {
                NdArray all = gates.array();
                return unrecorded(
                        input == 1
                                ? GateOps.keep(name(), g.array(), all)
                                : GateOps.cellGrad(name(), g.array(), all, input(1).array()));
            }
            int h = g.shape().size(1);
            if (input == 1) {
                return g.mul(part(gates, 1, h));
            }
            Tensor i = g.mul(part(gates, 2, h));
            Tensor f = g.mul(input(1));
            Tensor cell = g.mul(part(gates, 0, h));
            return joined(i, f, cell, zeroLike(g));
        }
    }

    /// What an LSTM shows: `h = o·tanh(c)`, `[N, H]` of gates `[N, 4·H]` and `c`.
    static final class LstmHidden extends Gates {
        LstmHidden(Tensor gates, Tensor c) {
            super("lstmHidden", gates, c);
            requireParts(name(), gates, 4, c, 1);
        }

        @Override
        NdArray forward() {
            NdArray shown = Pointwise.unary(name(), Unary.TANH, input(1).array());
            GateOps.show(input(0).array(), shown);
            return shown;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            int h = g.shape().size(1);
            Tensor shown = input(1).tanh();
            if (!Autograd.isRecording()) {
                if (input == 1) {
                    GateOps.throughTanh(g.array(), input(0).array(), shown.array());
                    return shown;
                }
                Tensor o = unrecorded(GateOps.showGrad(name(), g.array(), shown.array()));
                shown.discard();
                return o;
            }
            if (input == 1) {
                Tensor reached = g.mul(part(input(0), 3, h));
                Tensor gradient = slope(Binary.TANH_GRAD, reached, shown);
                reached.discard();
                shown.discard();
                return gradient;
            }
            Tensor o = g.mul(shown);
            shown.discard();
            Tensor zero = zeroLike(g);
            return joined(zero, zero, zero, o);
        }
    }

    /// The gates of a GRU, and what its state contributes to the new one: `(r, z, n, q)`, `[N,
    /// 4·H]` of two `[N, 3·H]`. `r` and `z` are the sigmoid of sums, `q` is the last part from the
    /// state, `n = tanh(x + r·q)`.
    static final class Gru extends Gates {
        Gru(Tensor fromInput, Tensor fromState) {
            super("gruGates", fromInput, fromState);
            requireParts(name(), fromInput, 3, fromState, 3);
        }

        @Override
        NdArray forward() {
            NdArray x = input(0).array();
            NdArray s = input(1).array();
            int rows = x.shape().size(0);
            int h = x.shape().size(1) / 3;
            NdArray gates = Create.full(name(), Shape.of(rows, 4 * h), x.dtype(), 0);
            for (int i = 0; i < 2; i++) {
                NdArray gate = part(gates, i, h).copyFrom(part(x, i, h));
                Pointwise.binaryInPlace(name(), Binary.ADD, gate, part(s, i, h));
                Pointwise.unaryInPlace(Unary.SIGMOID, gate);
            }
            NdArray fromState = part(gates, 3, h).copyFrom(part(s, 2, h));
            NdArray next = part(gates, 2, h).copyFrom(fromState);
            Pointwise.binaryInPlace(name(), Binary.MUL, next, part(gates, 0, h));
            Pointwise.binaryInPlace(name(), Binary.ADD, next, part(x, 2, h));
            Pointwise.unaryInPlace(Unary.TANH, next);
            return gates;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            int h = g.shape().size(1) / 4;
            Tensor r = part(output(), 0, h);
            Tensor n = slope(Binary.TANH_GRAD, part(g, 2, h), part(output(), 2, h));
            Tensor reached = part(g, 0, h).add(n.mul(part(output(), 3, h)));
            Tensor reset = slope(Binary.SIGMOID_GRAD, reached, r);
            Tensor update = slope(Binary.SIGMOID_GRAD, part(g, 1, h), part(output(), 1, h));
            return joined(reset, update, input == 0 ? n : n.mul(r).add(part(g, 3, h)));
        }
    }

    /// The state of a GRU: `h' = n + z·(h - n)`, `[N, H]` of gates `[N, 4·H]` and `h`.
    static final class GruHidden extends Gates {
        GruHidden(Tensor gates, Tensor h) {
            super("gruHidden", gates, h);
            requireParts(name(), gates, 4, h, 1);
        }

        @Override
        NdArray forward() {
            NdArray gates = input(0).array();
            int h = input(1).shape().size(1);
            NdArray n = part(gates, 2, h);
            NdArray next = Pointwise.binary(name(), Binary.SUB, input(1).array(), n);
            Pointwise.binaryInPlace(name(), Binary.MUL, next, part(gates, 1, h));
            Pointwise.binaryInPlace(name(), Binary.ADD, next, n);
            return next;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            int h = g.shape().size(1);
            Tensor z = part(input(0), 1, h);
            Tensor kept = g.mul(z);
            if (input == 1) {
                return kept;
            }
            Tensor update = g.mul(input(1).sub(part(input(0), 2, h)));
            Tensor zero = zeroLike(g);
            Tensor fresh = g.sub(kept);
            kept.discard();
            return joined(zero, update, fresh, zero);
        }
    }
}
