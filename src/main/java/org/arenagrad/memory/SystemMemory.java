package org.arenagrad.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The one place where memory is asked of the system, and where its refusal becomes an error a
/// person can act on.
final class SystemMemory {
    private SystemMemory() {}

    /// Fresh memory in `arena`, 64-byte aligned and zeroed; `wanted` is what the caller asked for,
    /// for the message.
    static MemorySegment allocate(Arena arena, long bytes, long wanted) {
        try {
            return arena.allocate(bytes, 64);
        } catch (OutOfMemoryError full) {
            throw new OutOfNativeMemoryException(wanted, ThreadMemory.current(), full);
        }
    }
}
