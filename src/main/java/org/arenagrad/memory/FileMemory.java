package org.arenagrad.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;

/// Buffers over parts of files: nothing is read beforehand, pages come in as they are touched.
///
/// Such a buffer belongs to a scope like any other, and its end unmaps it. It can't be changed in
/// place; so the file never changes through it.
public final class FileMemory {
    private FileMemory() {}

    /// Maps a part of a file, in the innermost scope of this thread, or for the garbage collector
    /// if none is open. The file may be closed meanwhile.
    ///
    /// **If the file is truncated by another process while it is mapped, the JVM may be killed by
    /// SIGBUS.** The system sends that signal to whoever touches a page that is no longer backed by
    /// the file. The JVM turns it into an [InternalError] in places it has prepared for that;
    /// compiled loops over vectors and native code (a matrix product of OpenBLAS) are none of them,
    /// and the process ends there. What was written into the file meanwhile is seen, or not. So map
    /// only what nobody truncates or overwrites. Whoever replaces the file as a whole, by renaming
    /// another, disturbs nothing.
    ///
    /// @param file open for reading
    /// @param offset of the first byte in the file; the caller makes sure that all of the part is
    ///   inside
    /// @param operation what makes it, for messages
    /// @param shape its shape and type, for messages (shown with `toString`)
    /// @throws IOException if the system refuses
    /// @throws ScopeException if the innermost scope is sealed
    /// @throws MemoryLimitException if it does not fit the limit of a scope
    public static Buffer map(
            FileChannel file, long offset, long bytes, String operation, Object shape)
            throws IOException {
        Buffer.requireSize(bytes, operation, shape);
        ThreadMemory memory = ThreadMemory.current();
        memory.requireChangeable("make", "a buffer");
        if (memory.dryRun != null || bytes == 0) {
            return Buffer.allocate(bytes, operation, shape);
        }
        Scope scope = memory.scope;
        if (scope == null) {
            Arena arena = Arena.ofAuto();
            MemorySegment segment = segment(file, offset, bytes, arena);
            Buffer buffer = Buffer.over(segment, arena, null, operation, shape);
            buffer.beginManaged(memory);
            return buffer;
        }
        scope.requireOpenFor(operation, shape);
        Limits.require(scope, null, bytes, operation, shape);
        return inScope(scope, memory, file, offset, bytes, operation, shape);
    }

    @SuppressWarnings("MustBeClosedChecker") // The arena is the buffer's: end() closes it.
    private static Buffer inScope(
            Scope scope,
            ThreadMemory memory,
            FileChannel file,
            long offset,
            long bytes,
            String operation,
            Object shape)
            throws IOException {
        Arena arena = Arena.ofConfined();
        boolean mapped = false;
        try {
            MemorySegment segment = segment(file, offset, bytes, arena);
            Buffer buffer = Buffer.over(segment, arena, memory, operation, shape);
            mapped = true;
            buffer.beginIn(scope, memory);
            return buffer;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    private static MemorySegment segment(FileChannel file, long offset, long bytes, Arena arena)
            throws IOException {
        MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, offset, bytes, arena);
        // A mapped segment is of a class of its own, and kernels that met two classes of segments
        // would be slower ever after.
        return NativeAccess.isGranted()
                ? MemorySegment.ofAddress(mapped.address())
                        .reinterpret(bytes, arena, null)
                        .asReadOnly()
                : mapped;
    }
}
