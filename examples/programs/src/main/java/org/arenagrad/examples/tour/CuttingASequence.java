package org.arenagrad.examples.tour;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.LSTM;
import org.jspecify.annotations.Nullable;

/// Truncated backpropagation through time: only a copy of the state goes from piece to piece.
public final class CuttingASequence implements Program {
    /// The same as `tour state` on the command line.
    public static void main(String[] args) {
        Narrator.run(new CuttingASequence(), System.out);
    }

    @Override
    public String name() {
        return "state";
    }

    @Override
    public String summary() {
        return "a recurrence in pieces: only its state lives on";
    }

    @Override
    public void run(Narrator tell) {
        try (var life = Scope.open("life")) {
            var lstm = LSTM.of(4, 8, Rng.seed(1));
            var x = Tensor.randn(Rng.seed(2), 100, 2, 4);
            long floor = life.liveBytes();
            tell.says("100 steps of an LSTM, two sequences, in one go:");
            piece(tell, life, lstm, x, null);
            tell.says("The same in pieces, the state of each copied to 'life' for the next:");
            LSTM.State state = piece(tell, life, lstm, x.narrow(0, 0, 50), null);
            state = piece(tell, life, lstm, x.narrow(0, 50, 50), state);
            tell.says("After that, 'life' holds x, the parameters, their gradients, and:");
            tell.shows("three states h and c, %s bytes".formatted(life.liveBytes() - floor));
            tell.shows("the last sum of h: " + state.h().sum().item());
        }
    }

    private static LSTM.State piece(
            Narrator tell, Scope life, LSTM lstm, Tensor x, LSTM.@Nullable State before) {
        try (var step = Scope.open("step")) {
            var out = lstm.apply(x, before);
            tell.shows("'step' holds %s bytes for backward()".formatted(step.liveBytes()));
            out.y().square().mean().backward();
            tell.shows("%s after it, the state among them".formatted(step.liveBytes()));
            return out.state().copyTo(life);
        }
    }
}
