package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.GraphConsumedException;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;

/// Walks back twice through the same part of a graph, which the first walk has consumed.
public final class SecondBackward implements Program {
    /// The same as `mistake second-backward` on the command line.
    public static void main(String[] args) {
        Narrator.run(new SecondBackward(), System.out);
    }

    @Override
    public String name() {
        return "second-backward";
    }

    @Override
    public String summary() {
        return "calls backward() twice through one graph";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong(
                "Two losses are computed from h. It calls backward() on one, then on the other.");
        Scope.trace(true);
        try (var _ = Scope.open("step")) {
            var w = Tensor.of(0.5, -0.5).requireGrad().named("w");
            var h = w.tanh().named("h");
            var fit = h.sub(1).square().sum().named("fit");
            var size = h.square().sum().named("size");
            fit.backward();
            try {
                size.backward();
            } catch (GraphConsumedException error) {
                tell.error(error);
            }
            tell.instead("Add the losses up and call backward() once, on the sum.");
            w.zeroGrad();
            h = w.tanh();
            h.sub(1).square().sum().add(h.square().sum()).backward();
            tell.shows("the gradient of both losses is " + w.grad());
        } finally {
            Scope.trace(false);
        }
    }
}
