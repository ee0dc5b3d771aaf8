package org.arenagrad.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/// Buffers on their way from one thread to another.
///
/// A buffer belongs to the thread of its scope. A thread that has prepared something for another
/// one gives the buffers of its innermost scope away, and the other one takes them over:
///
/// ```java
/// try (var _ = Scope.open("prepare")) {        // on the helper thread
///     Tensor x = …;
///     queue.put(Handover.ofInnermostScope());
/// }
/// …
/// queue.take().adopt();                        // on the other thread: x is its own now
/// ```
///
/// Tensors over the buffers stay the same objects. Between the two they can't be used. The bytes
/// are copied twice, into memory of no thread and out of it; that memory ends with [#adopt] or
/// [#close]. One of the two must be called. The objects are passed on in a way that makes them
/// visible to the other thread, a [java.util.concurrent.BlockingQueue] for example.
public final class Handover implements AutoCloseable {
    private final Arena transit;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private final long bytes;

    private Handover(Arena transit, long bytes) {
        this.transit = transit;
        this.bytes = bytes;
    }

    /// A buffer that has ended, and what it held.
    private record Parcel(Buffer buffer, MemorySegment content) {}

    /// Gives away all buffers that live in the innermost scope of this thread; for it they have
    /// ended.
    ///
    /// @throws ScopeException if no scope is open, or a dry run is under way
    /// @throws OutOfNativeMemoryException if there is no memory for the way
    @SuppressWarnings("MustBeClosedChecker") // adopt() or close() closes it.
    public static Handover ofInnermostScope() {
        Scope scope =
                Scope.current()
                        .orElseThrow(
                                () ->
                                        new ScopeException(
                                                "handover: no scope is open to hand over"));
        if (DryRun.isOn()) {
            throw new ScopeException("handover: a dry run has no memory to hand over");
        }
        Handover handover = new Handover(Arena.ofShared(), scope.liveBytes());
        boolean complete = false;
        try {
            for (Buffer buffer : scope.own()) {
                MemorySegment content =
                        SystemMemory.allocate(handover.transit, buffer.bytes, buffer.bytes);
                content.copyFrom(buffer.segment());
                buffer.leave();
                handover.parcels.add(new Parcel(buffer, content));
            }
            complete = true;
            return handover;
        } finally {
            if (!complete) {
                handover.close();
            }
        }
    }

    /// The bytes in its buffers.
    public long byteSize() {
        return bytes;
    }

    /// Moves the buffers into the innermost scope of this thread, or leaves them to the garbage
    /// collector if none is open. If one does not fit, this can be called again, or [#close].
    ///
    /// @throws ScopeException if the innermost scope is sealed, a dry run is under way, or the
    ///   buffers were dropped by [#close]
    /// @throws MemoryLimitException if they do not fit the limit of a scope
    public synchronized void adopt() {
        if (!transit.scope().isAlive()) {
            throw new ScopeException(
                    "handover: its buffers were adopted already, or dropped by close()");
        }
        if (DryRun.isOn()) {
            throw new ScopeException("handover: buffers can't be adopted in a dry run");
        }
        ThreadMemory here = ThreadMemory.current();
        here.requireChangeable("adopt", "buffers");
        for (Parcel next = parcels.peek(); next != null; next = parcels.peek()) {
            next.buffer.revive(next.content, here);
            parcels.remove();
        }
        transit.close();
    }

    /// Drops the buffers that nobody adopted; nothing happens if there are none.
    @Override
    public synchronized void close() {
        parcels.clear();
        if (transit.scope().isAlive()) {
            transit.close();
        }
    }
}
