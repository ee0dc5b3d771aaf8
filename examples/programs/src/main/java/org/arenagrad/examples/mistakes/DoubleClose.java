package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;

/// Closes a tensor twice: two parts of a program both think that it is theirs.
public final class DoubleClose implements Program {
    /// The same as `mistake double-close` on the command line.
    public static void main(String[] args) {
        Narrator.run(new DoubleClose(), System.out);
    }

    @Override
    public String name() {
        return "double-close";
    }

    @Override
    public String summary() {
        return "closes a tensor that is closed already";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong("A method closes the tensor that it was given; then its caller closes it, too.");
        Scope.trace(true);
        try (var _ = Scope.open("step")) {
            try (var x = Tensor.of(1, 2, 3).named("x")) {
                tell.shows("the mean is " + meanThatCloses(x));
            } catch (TensorClosedException error) {
                tell.error(error);
            }
            tell.instead("Close it where it is made; who is only given it, only reads it.");
            try (var x = Tensor.of(1, 2, 3)) {
                tell.shows("the mean is " + mean(x));
            }
        } finally {
            Scope.trace(false);
        }
    }

    private static double meanThatCloses(Tensor x) {
        double mean = mean(x);
        x.close();
        return mean;
    }

    private static double mean(Tensor x) {
        return x.mean().item();
    }
}
