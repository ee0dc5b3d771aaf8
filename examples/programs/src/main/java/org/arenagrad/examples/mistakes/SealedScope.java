package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;

/// Computes in a sealed scope, which would grow with every step.
public final class SealedScope implements Program {
    /// The same as `mistake sealed-scope` on the command line.
    public static void main(String[] args) {
        Narrator.run(new SealedScope(), System.out);
    }

    @Override
    public String name() {
        return "sealed-scope";
    }

    @Override
    public String summary() {
        return "makes a tensor in a scope that is sealed";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong(
                "It computes a step in scope 'life', which was sealed when all that lasts was"
                        + " made.");
        Scope.trace(true);
        try (var life = Scope.open("life")) {
            var w = Tensor.of(3, 4).requireGrad().named("w");
            life.seal();
            try {
                w.square().sum().backward();
            } catch (ScopeException error) {
                tell.error(error);
            }
            tell.instead(
                    "Give each step a scope of its own: what it makes goes, 'life' stays flat.");
            for (int step = 1; step <= 3; step++) {
                try (var _ = Scope.open("step")) {
                    w.square().sum().backward();
                }
                tell.shows(
                        "after step %s, 'life' holds %s bytes".formatted(step, life.liveBytes()));
            }
        } finally {
            Scope.trace(false);
        }
    }
}
