package org.arenagrad.examples.tour;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.MemoryLimitException;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;

/// A budget for a scope and all inside it; a dry run says beforehand what a step will need.
public final class StayingWithinALimit implements Program {
    /// The same as `tour limit` on the command line.
    public static void main(String[] args) {
        Narrator.run(new StayingWithinALimit(), System.out);
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public String summary() {
        return "a scope with a budget, and a dry run that says what fits";
    }

    @Override
    public void run(Narrator tell) {
        try (var life = Scope.open("life")) {
            var layer = Linear.of(64, 64, Rng.seed(1));
            tell.says("A dry run has no memory and computes nothing; it tells what a step needs:");
            for (int rows : new int[] {300, 600}) {
                long peak = Scope.dryRun(() -> step(layer, rows)).peakBytes();
                tell.shows("%s rows: %s bytes at the peak".formatted(rows, peak));
            }
            life.limit(1_000_000);
            tell.says("The steps themselves, with a limit of 1000000 bytes on 'life':");
            for (int rows : new int[] {300, 600}) {
                try {
                    step(layer, rows);
                    tell.shows("%s rows: done".formatted(rows));
                } catch (MemoryLimitException refused) {
                    tell.shows("%s rows: refused, %s".formatted(rows, refused.getMessage()));
                }
            }
            tell.says("Nothing was harmed: 'life' holds %s bytes.".formatted(life.liveBytes()));
        }
    }

    private static void step(Layer layer, int rows) {
        try (var _ = Scope.open("step")) {
            layer.apply(Tensor.ones(rows, 64)).square().mean().backward();
        }
    }
}
