package org.arenagrad.examples.tour;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/// Values can end before backward reads them, if they are computed again then: time for memory.
public final class ComputingAgain implements Program {
    /// The same as `tour checkpoint` on the command line.
    public static void main(String[] args) {
        Narrator.run(new ComputingAgain(), System.out);
    }

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public String summary() {
        return "computing values again instead of keeping them";
    }

    @Override
    public void run(Narrator tell) {
        try (var _ = Scope.open("life")) {
            var v = Tensor.randn(Rng.seed(1), 8, 8).requireGrad();
            var w = Tensor.randn(Rng.seed(2), 8, 8).requireGrad();
            UnaryOperator<Tensor> block = h -> h.matmul(v).tanh().matmul(w).tanh();
            tell.says("4 blocks of 2 layers, all values kept until backward has read them:");
            double[] kept = visit(tell, w, block);
            tell.says("Inside a block, values end at once, and are computed again in backward:");
            double[] again = visit(tell, w, h -> Autograd.checkpoint(block, h));
            tell.says("The gradients are the same: " + Arrays.equals(kept, again));
        }
    }

    private static double[] visit(Narrator tell, Tensor w, UnaryOperator<Tensor> block) {
        var plan = Scope.dryRun(() -> step(block));
        tell.shows("%s bytes at the peak".formatted(plan.peakBytes()));
        tell.shows("%s multiplications".formatted(plan.multiplications()));
        w.zeroGrad();
        step(block);
        return w.grad().toArray();
    }

    private static void step(UnaryOperator<Tensor> block) {
        try (var _ = Scope.open("step")) {
            var two = block.andThen(block);
            two.andThen(two).apply(Tensor.ones(1000, 8)).square().mean().backward();
        }
    }
}
