package org.arenagrad.examples.tour;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

import java.lang.foreign.MemorySegment;

/// When a buffer ends, its block goes back to the thread's pool and serves the next.
public final class RecycledBlocks implements Program {
    /// The same as `tour pool` on the command line.
    public static void main(String[] args) {
        Narrator.run(new RecycledBlocks(), System.out);
    }

    @Override
    public String name() {
        return "pool";
    }

    @Override
    public String summary() {
        return "blocks are used again: the same address, no new memory";
    }

    @Override
    public void run(Narrator tell) {
        var ledger = Ledger.current();
        MemorySegment first = step();
        long reserved = ledger.reservedBytes();
        long made = ledger.made();
        int elsewhere = 0;
        for (int i = 0; i < 1000; i++) {
            elsewhere += step().address() == first.address() ? 0 : 1;
        }
        tell.says("The same step, 1001 times:");
        tell.shows("the first result was at address %#x".formatted(first.address()));
        tell.shows("later results at another address: " + elsewhere);
        tell.shows("buffers made since the first step: " + (ledger.made() - made));
        tell.shows("bytes asked of the system: " + (ledger.reservedBytes() - reserved));
        tell.says("Later results lie where the first one lay. The first itself has ended:");
        try {
            tell.shows("it holds " + first.get(JAVA_DOUBLE, 0));
        } catch (IllegalStateException ended) {
            tell.shows("the JVM refuses to read it: " + ended.getMessage());
        }
    }

    private static MemorySegment step() {
        try (var _ = Scope.open("step")) {
            return Tensor.ones(64, 256).mul(2).segment();
        }
    }
}
