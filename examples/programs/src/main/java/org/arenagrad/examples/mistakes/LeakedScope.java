package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;

/// Forgets to close a scope; the scope around it finds out when it is closed itself.
public final class LeakedScope implements Program {
    /// The same as `mistake leaked-scope` on the command line.
    public static void main(String[] args) {
        Narrator.run(new LeakedScope(), System.out);
    }

    @Override
    public String name() {
        return "leaked-scope";
    }

    @Override
    public String summary() {
        return "closes a scope while one inside it is still open";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong("Each step closes its scope in its last line, which a 'continue' jumps over.");
        Scope.trace(true);
        try (var _ = Scope.open("life")) {
            for (double number : new double[] {4, -4}) {
                var step = Scope.open("step");
                var x = Tensor.scalar(number).named("x");
                if (Double.isNaN(x.sqrt().item())) {
                    continue;
                }
                step.close();
            }
        } catch (ScopeException error) {
            tell.error(error);
        }
        Scope.trace(false);
        tell.instead("Open it in a try-with-resources, which closes it whichever way you leave.");
        try (var _ = Scope.open("life")) {
            for (double number : new double[] {4, -4}) {
                try (var _ = Scope.open("step")) {
                    double root = Tensor.scalar(number).sqrt().item();
                    if (Double.isNaN(root)) {
                        continue;
                    }
                    tell.shows("the root of %s is %s".formatted(number, root));
                }
            }
            tell.shows("after the steps, %s bytes live".formatted(Ledger.current().liveBytes()));
        }
    }
}
