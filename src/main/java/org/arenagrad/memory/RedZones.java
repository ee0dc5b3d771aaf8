package org.arenagrad.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The guard of one buffer in debug mode (`-Darenagrad.debug=poison`): stretches of known bytes
/// before and behind it, looked at when it ends. Whatever wrote there, a native kernel with a wrong
/// size for instance, wrote past the end of something.
///
/// The buffer itself is filled with NaN when it begins and when it ends: a kernel that leaves an
/// element out, or reads memory that has ended, shows in its results. (The technique is that of
/// debugging `malloc`s; as in Efence, Perens 1987, but by pattern rather than by page.)
final class RedZones {
    /// As a float64 a signalling NaN; as float32s two NaNs, the lower one signalling.
    static final long POISON = 0x7FF4_DEAD_7FA0_DEADL;

    /// A cache line on either side: the buffer stays aligned.
    static final long ZONE = 64;

    private static final byte MARK = (byte) 0xA5;

    private final MemorySegment whole;
    private final long bytes;

    private RedZones(MemorySegment whole, long bytes) {
        this.whole = whole;
        this.bytes = bytes;
    }

    /// Memory for a buffer, poisoned, with a zone on either side.
    static RedZones around(long bytes, ThreadMemory memory, Arena arena) {
        if (bytes > Long.MAX_VALUE - 2 * ZONE) {
            throw new OutOfNativeMemoryException(
                    bytes, memory, new OutOfMemoryError("no machine has as many addresses"));
        }
        RedZones zones = new RedZones(memory.lend(bytes + 2 * ZONE, arena), bytes);
        zones.whole.fill(MARK);
        zones.poison();
        return zones;
    }

    /// What the buffer uses.
    MemorySegment inside() {
        return whole.asSlice(ZONE, bytes);
    }

    /// Looks at both zones and poisons the buffer.
    ///
    /// @throws RedZoneException if one was written to
    void check(Buffer buffer) {
        poison();
        long before = firstChanged(0);
        if (before >= 0) {
            throw new RedZoneException(buffer, ZONE - before, "before");
        }
        long behind = firstChanged(ZONE + bytes);
        if (behind >= 0) {
            throw new RedZoneException(buffer, behind + 1 - ZONE - bytes, "behind");
        }
    }

    private long firstChanged(long from) {
        for (long at = from; at < from + ZONE; at++) {
            if (whole.get(JAVA_BYTE, at) != MARK) {
                return at;
            }
        }
        return -1;
    }

    private void poison() {
        MemorySegment inside = inside();
        long at = 0;
        for (; at + Long.BYTES <= bytes; at += Long.BYTES) {
            inside.set(JAVA_LONG_UNALIGNED, at, POISON);
        }
        for (; at < bytes; at++) {
            inside.set(JAVA_BYTE, at, (byte) (POISON >> (8 * (at % Long.BYTES))));
        }
    }
}
