package org.arenagrad.examples.mistakes;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;

import java.util.concurrent.CompletableFuture;

/// Hands a tensor to a thread that it does not belong to.
public final class ForeignThread implements Program {
    /// The same as `mistake foreign-thread` on the command line.
    public static void main(String[] args) {
        Narrator.run(new ForeignThread(), System.out);
    }

    @Override
    public String name() {
        return "foreign-thread";
    }

    @Override
    public String summary() {
        return "uses a tensor on another thread than the one that made it";
    }

    @Override
    public void run(Narrator tell) {
        tell.wrong(
                "Thread 'worker' reads x, whose scope is another thread's and may close at any"
                        + " time.");
        Scope.trace(true);
        try (var _ = Scope.open("step")) {
            var x = Tensor.of(1, 2, 3).named("x");
            onWorker(
                    () -> {
                        try {
                            tell.shows("the last is " + x.get(-1));
                        } catch (WrongThreadException error) {
                            tell.error(error);
                        }
                    });
            tell.instead("Hand over the values on the heap; the worker makes a tensor of its own.");
            double[] values = x.toArray();
            onWorker(
                    () -> {
                        try (var _ = Scope.open("worker's")) {
                            tell.shows("the last is " + Tensor.of(values).get(-1));
                        }
                    });
        } finally {
            Scope.trace(false);
        }
    }

    private static void onWorker(Runnable work) {
        CompletableFuture.runAsync(work, run -> new Thread(run, "worker").start()).join();
    }
}
