package org.arenagrad.examples.tour;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;

import java.util.Arrays;
import java.util.List;

/// Three ways of keeping a value that would end: for the step, for another scope, for good.
public final class KeepingAValue implements Program {
    /// The same as `tour retain` on the command line.
    public static void main(String[] args) {
        Narrator.run(new KeepingAValue(), System.out);
    }

    @Override
    public String name() {
        return "retain";
    }

    @Override
    public String summary() {
        return "retain(), copyTo() and toArray() keep a value longer";
    }

    @Override
    public void run(Narrator tell) {
        try (var life = Scope.open("life")) {
            var w = Tensor.of(0.5, -0.5).requireGrad();
            List<Tensor> all;
            double[] values;
            try (var _ = Scope.open("step")) {
                var lost = w.tanh().named("nothing was done");
                var retained = w.tanh().retain().named("retain()");
                var copied = lost.copyTo(life).named("copyTo(life)");
                values = lost.toArray();
                all = List.of(lost, retained, copied);
                lost.add(retained).sum().backward();
                tell.says("Three times the tanh of w. After backward():");
                all.forEach(tensor -> tell.shows(fate(tensor)));
            }
            tell.says("After the step:");
            all.forEach(tensor -> tell.shows(fate(tensor)));
            tell.shows("toArray(): on the Java heap, " + Arrays.toString(values));
        }
    }

    private static String fate(Tensor tensor) {
        var buffer = tensor.memory();
        return tensor.name() + (buffer.isAlive() ? ": alive" : ": ended, " + buffer.endedBy());
    }
}
