package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;

/// Reads a value that `backward()` has ended, and one that its scope has ended.
public final class UseAfterEnd implements Program {
    /// The same as `mistake use-after-end` on the command line.
    public static void main(String[] args) {
        Narrator.run(new UseAfterEnd(), System.out);
    }

    @Override
    public String name() {
        return "use-after-end";
    }

    @Override
    public String summary() {
        return "reads values after their end";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong("After a step it reads h, which backward() has used up, and the loss itself.");
        Scope.trace(true);
        try (var life = Scope.open("life")) {
            var w = Tensor.of(0.5, -0.5).requireGrad().named("w");
            Tensor h;
            Tensor loss;
            try (var _ = Scope.open("step")) {
                h = w.tanh().named("h");
                loss = h.square().sum().named("loss");
                loss.backward();
            }
            for (var late : new Tensor[] {h, loss}) {
                try {
                    tell.shows(late.toString());
                } catch (TensorClosedException error) {
                    tell.error(error);
                }
            }
            tell.instead("retain() h before backward(), and copyTo(life) what outlives the step.");
            try (var _ = Scope.open("step")) {
                h = w.tanh().retain();
                loss = h.square().sum();
                loss.backward();
                tell.shows("after backward(), h is " + h);
                loss = loss.copyTo(life);
            }
            tell.shows("after the step, the loss is " + loss);
        } finally {
            Scope.trace(false);
        }
    }
}
