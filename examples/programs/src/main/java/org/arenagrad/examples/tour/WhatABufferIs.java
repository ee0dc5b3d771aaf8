package org.arenagrad.examples.tour;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Scope;

import java.lang.foreign.MemorySegment;

/// A buffer is one piece of native memory with one end; tensors are views of it.
public final class WhatABufferIs implements Program {
    /// The same as `tour buffer` on the command line.
    public static void main(String[] args) {
        Narrator.run(new WhatABufferIs(), System.out);
    }

    @Override
    public String name() {
        return "buffer";
    }

    @Override
    public String summary() {
        return "native memory, shared by views, ended once for all of them";
    }

    @Override
    public void run(Narrator tell) {
        try (var _ = Scope.open("step")) {
            var x = Tensor.arange(6).reshape(2, 3);
            var turned = x.transpose(0, 1);
            var buffer = x.memory();
            MemorySegment raw = x.segment();
            tell.says("Six numbers of 8 bytes, as 2 rows and, seen otherwise, as 3:");
            tell.shows("the buffer has %s bytes".formatted(buffer.byteSize()));
            tell.shows("it is native memory: " + raw.isNative());
            tell.shows("its address is a multiple of 64: " + (raw.address() % 64 == 0));
            tell.shows("both views see this buffer: " + (turned.memory() == buffer));
            x.set(9, 0, 1);
            tell.shows("9 in row 0, column 1 is in the other %s".formatted(turned.get(1, 0)));
            x.close();
            tell.says("One end for all of them. After x.close():");
            tell.shows("the other view is alive: " + turned.memory().isAlive());
            try {
                tell.shows("the raw segment holds " + raw.get(JAVA_DOUBLE, 0));
            } catch (IllegalStateException ended) {
                tell.shows("the JVM refuses the raw segment: " + ended.getMessage());
            }
        }
    }
}
