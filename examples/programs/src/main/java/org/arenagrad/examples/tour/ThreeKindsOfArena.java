package org.arenagrad.examples.tour;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;

import java.lang.foreign.Arena;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Java's confined, shared and automatic arenas, below a tensor each: who may read, who may end.
public final class ThreeKindsOfArena implements Program {
    /// The same as `tour arenas` on the command line.
    public static void main(String[] args) {
        Narrator.run(new ThreeKindsOfArena(), System.out);
    }

    @Override
    public String name() {
        return "arenas";
    }

    @Override
    public String summary() {
        return "confined, shared, automatic: what each refuses, when each ends";
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // visit() closes them; one will not be closed.
    public void run(Narrator tell) {
        tell.says("Confined, as each tensor made in a scope has its own: ends when it is closed.");
        visit(tell, Arena.ofConfined());
        tell.says("Shared, to be wrapped: ends when it is closed, for all threads at once.");
        visit(tell, Arena.ofShared());
        tell.says("Automatic, as for tensors made with no scope open: ends by garbage collection.");
        visit(tell, Arena.ofAuto());
    }

    private static void visit(Narrator tell, Arena arena) {
        var x = Tensor.wrap(arena.allocate(16, 8), DType.FLOAT64, 2).named("x").fill(7);
        var other = CompletableFuture.supplyAsync(() -> attempt(() -> x.get(0)));
        tell.shows("another thread reads: " + other.join());
        tell.shows("to close it: " + attempt(() -> close(arena)));
        tell.shows("its own thread reads after that: " + attempt(() -> x.get(0)));
    }

    private static String attempt(Supplier<Object> action) {
        try {
            return String.valueOf(action.get());
        } catch (RuntimeException refused) {
            return "refused, " + refused.getMessage();
        }
    }

    private static String close(Arena arena) {
        arena.close();
        return "done";
    }
}
