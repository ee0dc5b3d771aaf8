package org.arenagrad.benchmarks.study;

import org.arenagrad.memory.Buffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Where numbers live, and what ends their memory: the four answers that the study compares.
public enum Storage {
    /// A `double[]` on the Java heap, which the garbage collector ends.
    HEAP {
        @Override
        Piece allocate(int elements) {
            return new Piece(MemorySegment.ofArray(new double[elements]), () -> {});
        }
    },

    /// Native memory that the garbage collector ends, when it notices that nobody holds it.
    AUTO {
        @Override
        Piece allocate(int elements) {
            return new Piece(Arena.ofAuto().allocate(bytes(elements), ALIGNMENT), () -> {});
        }
    },

    /// Native memory from the system for each piece, given back at its end.
    FRESH {
        @Override
        @SuppressWarnings("MustBeClosedChecker") // The piece closes it.
        Piece allocate(int elements) {
            Arena arena = Arena.ofConfined();
            return new Piece(arena.allocate(bytes(elements), ALIGNMENT), arena::close);
        }
    },

    /// Native blocks used again and again, each bound to an arena of its own: the framework's way.
    RECYCLED {
        @Override
        Piece allocate(int elements) {
            Buffer buffer = Buffer.allocate(bytes(elements), "study", "[]");
            return new Piece(buffer.segment(), buffer::close);
        }
    };

    private static final long ALIGNMENT = 64;

    /// Memory for float64 numbers, with undefined content. [#RECYCLED] wants an open scope.
    abstract Piece allocate(int elements);

    private static long bytes(int elements) {
        return (long) elements * Double.BYTES;
    }

    /// A piece of memory.
    ///
    /// @param segment its numbers
    /// @param ending what gives the memory back; nothing, where the collector does
    record Piece(MemorySegment segment, Runnable ending) {
        /// Nobody reads it any more.
        void end() {
            ending.run();
        }
    }
}
