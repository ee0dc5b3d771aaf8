package org.arenagrad.examples.tour;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.nn.Linear;
import org.arenagrad.optim.Adam;

/// What lasts is made first and sealed; between two steps, memory is at this floor.
public final class SealingTheFloor implements Program {
    /// The same as `tour seal` on the command line.
    public static void main(String[] args) {
        Narrator.run(new SealingTheFloor(), System.out);
    }

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public String summary() {
        return "a sealed scope can't grow: the same bytes after every step";
    }

    @Override
    public void run(Narrator tell) {
        try (var life = Scope.open("life")) {
            var x = Tensor.ones(8, 4);
            var layer = Linear.of(4, 1, Rng.seed(1));
            var adam = Adam.of(layer.parameters(), 0.01);
            life.seal();
            tell.says("Data 8 * 4; parameters 4 + 1, their gradients, two moments of each: 52.");
            tell.shows("52 * 8 bytes = %s live in 'life'".formatted(life.liveBytes()));
            tell.says("Training; each step makes targets, 8 numbers, and a loss:");
            for (int i = 1; i <= 3; i++) {
                try (var step = Scope.open("step")) {
                    Losses.mseLoss(layer.apply(x), Tensor.zeros(8, 1)).backward();
                    adam.step();
                    tell.shows("step %s holds %s more".formatted(i, step.liveBytes()));
                }
                tell.shows("after it, %s bytes live".formatted(Ledger.current().liveBytes()));
            }
            try {
                tell.says("Anything more in 'life':");
                tell.shows("made " + Tensor.zeros(2));
            } catch (ScopeException refused) {
                tell.shows("refused, " + refused.getMessage());
            }
        }
    }
}
