package org.arenagrad.nn;

import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;

/// What recurrent layers do in a step, behind the products with their weights.
enum CellKind {
    TANH("rnn", 1, 1) {
        @Override
        Tensor[] next(Tensor fromInput, Tensor fromState, Tensor[] state) {
            Tensor sum = sum(fromInput, fromState);
            Tensor h = sum.tanh();
            sum.discard();
            return new Tensor[] {h};
        }
    },
    RELU("rnn", 1, 1) {
        @Override
        Tensor[] next(Tensor fromInput, Tensor fromState, Tensor[] state) {
            Tensor sum = sum(fromInput, fromState);
            Tensor h = sum.relu();
            sum.discard();
            return new Tensor[] {h};
        }
    },
    GRU("gru", 3, 1) {
        @Override
        Tensor[] next(Tensor fromInput, Tensor fromState, Tensor[] state) {
            Tensor gates = Fused.gruGates(fromInput, fromState);
            fromState.discard();
            Tensor h = Fused.gruHidden(gates, state[0]);
            gates.discard();
            return new Tensor[] {h};
        }
    },
    LSTM("lstm", 4, 2) {
        @Override
        Tensor[] next(Tensor fromInput, Tensor fromState, Tensor[] state) {
            Tensor gates = Fused.lstmGates(fromInput, fromState);
            fromState.discard();
            Tensor c = Fused.lstmCell(gates, state[1]);
            Tensor h = Fused.lstmHidden(gates, c);
            gates.discard();
            return new Tensor[] {h, c};
        }
    };

    private final String operation;
    private final int gates;
    private final int states;

    CellKind(String operation, int gates, int states) {
        this.operation = operation;
        this.gates = gates;
        this.states = states;
    }

    /// The state after a step; what the state contributes may end.
    ///
    /// @param fromInput `[N, gates·H]`
    /// @param fromState `[N, gates·H]`
    /// @param state `[N, H]` each, the hidden state first
    abstract Tensor[] next(Tensor fromInput, Tensor fromState, Tensor[] state);

    private static Tensor sum(Tensor fromInput, Tensor fromState) {
        Tensor sum = fromInput.add(fromState);
        fromState.discard();
        return sum;
    }

    /// What messages call it.
    String operation() {
        return operation;
    }

    /// How often `H` the products with the weights are wide.
    int gates() {
        return gates;
    }

    /// How many tensors make its state.
    int states() {
        return states;
    }
}
