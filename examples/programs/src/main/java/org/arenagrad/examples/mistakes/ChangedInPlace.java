package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.InPlaceException;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;

/// Changes a value that `backward()` is still going to read.
public final class ChangedInPlace implements Program {
    /// The same as `mistake changed-in-place` on the command line.
    public static void main(String[] args) {
        Narrator.run(new ChangedInPlace(), System.out);
    }

    @Override
    public String name() {
        return "changed-in-place";
    }

    @Override
    public String summary() {
        return "overwrites a value that a gradient needs";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong(
                """
                Before backward() it fills batch with the next rows, to use its memory again. But
                the gradient of w * batch is the old batch.
                """);
        Scope.trace(true);
        try (var _ = Scope.open("step")) {
            var w = Tensor.of(2, 3).requireGrad().named("w");
            var batch = Tensor.of(1, 1).named("batch");
            var loss = w.mul(batch).sum();
            batch.fill(10);
            try {
                loss.backward();
            } catch (InPlaceException error) {
                tell.error(error);
            }
            tell.instead("Finish the step first: forward, backward, and only then the next rows.");
            loss = w.mul(batch).sum();
            loss.backward();
            batch.fill(20);
            tell.shows("the batch held 10, and the gradient of w is " + w.grad());
        } finally {
            Scope.trace(false);
        }
    }
}
