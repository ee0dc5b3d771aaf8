package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Objects;

/// One allocation: a native segment, the arena that ends it, and what is needed to say whose it
/// was.
///
/// A buffer is one of three kinds. *Scoped*: made inside a [Scope], with a confined arena of its
/// own; the normal case. *Managed*: made with no scope open; the garbage collector ends it.
/// *Borrowed*: over a segment of the user's, whose arena alone decides.
public final class Buffer extends Claims implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final long byteSize;
    private final @Nullable Thread owner;
    private final @Nullable Arena arena;
    private final boolean borrowed;
    private final String operation;
    private final Object shape;
    private @Nullable String name;
    private @Nullable MemorySegment segment;

    private @Nullable Scope scope;

    // Its neighbours in the scope's list, see Scope#add.
    @Nullable Buffer previous;
    @Nullable Buffer next;

    private Cleaner.@Nullable Cleanable accounted;
    private long serial;
    private @Nullable String endedBy;
    private @Nullable String madeAt;
    private @Nullable String endedAt;

    private Buffer(
            MemorySegment segment,
            @Nullable Thread owner,
            @Nullable Arena arena,
            boolean borrowed,
            String operation,
            Object shape) {
        this.segment = segment;
        this.byteSize = segment.byteSize();
        this.owner = owner;
        this.arena = arena;
        this.borrowed = borrowed;
        this.operation = operation;
        this.shape = shape;
    }

    /// Makes a buffer in the innermost scope of this thread, or for the garbage collector if none
    /// is open. Its content is undefined: whoever allocates writes every byte before anyone reads.
    ///
    /// @param bytes its size
    /// @param operation what makes it, for messages
    /// @param shape its shape and type, for messages (shown with `toString`)
    /// @throws ScopeException if the innermost scope is sealed
    /// @throws OutOfNativeMemoryException if there is no memory
    public static Buffer allocate(long bytes, String operation, Object shape) {
        ThreadMemory memory = ThreadMemory.current();
        Scope scope = memory.scope;
        if (scope == null) {
            return managed(bytes, operation, shape);
        }
        scope.requireOpenFor(operation, shape);
        return inScope(scope, memory, bytes, operation, shape);
    }

    /// A buffer over a segment of the caller's, without a copy. It lives as long as the segment's
    /// own arena, may be used by the threads that may use the segment, and counts nowhere.
    ///
    /// @throws IllegalArgumentException for a heap segment: kernels see native memory only
    public static Buffer borrow(MemorySegment segment, Object shape) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException(
                    "a heap segment can't be wrapped, kernels see native memory only: copy its"
                            + " array instead");
        }
        return new Buffer(segment, null, null, true, "wrap", shape);
    }

    @SuppressWarnings("MustBeClosedChecker") // The arena is the buffer's: end() closes it.
    static Buffer inScope(
            Scope scope, ThreadMemory memory, long bytes, String operation, Object shape) {
        Arena arena = Arena.ofConfined();
        MemorySegment segment =
                NativeAccess.isGranted()
                        ? memory.pool.lend(bytes, arena)
                        : SystemMemory.allocate(arena, bytes, bytes);
        Buffer buffer = new Buffer(segment, memory.thread, arena, false, operation, shape);
        scope.add(buffer);
        buffer.scope = scope;
        memory.ledger.begin(buffer);
        buffer.serial = memory.ledger.made();
        buffer.madeAt = memory.trace ? Site.here() : null;
        return buffer;
    }

    /// Makes a buffer that the garbage collector ends, whatever scopes are open: for what belongs
    /// to a value that no scope owns.
    ///
    /// @throws OutOfNativeMemoryException if there is no memory
    public static Buffer managed(long bytes, String operation, Object shape) {
        ThreadMemory memory = ThreadMemory.current();
        MemorySegment segment = SystemMemory.allocate(Arena.ofAuto(), bytes, bytes);
        Buffer buffer = new Buffer(segment, null, null, false, operation, shape);
        buffer.accounted = CLEANER.register(buffer, memory.ledger.beginManaged(bytes));
        buffer.madeAt = memory.trace ? Site.here() : null;
        return buffer;
    }

    /// The memory, for reading.
    ///
    /// @throws TensorClosedException if it has ended
    /// @throws WrongThreadException if it belongs to another thread
    public MemorySegment segment() {
        MemorySegment live = segment;
        if (live == null || (owner != null && owner != Thread.currentThread()) || borrowed) {
            requireUsable();
        }
        return Objects.requireNonNull(live);
    }

    /// The memory, for writing in place; counts as a change, see [Claims#version].
    ///
    /// @throws TensorClosedException if it has ended
    /// @throws WrongThreadException if it belongs to another thread
    /// @throws UnsupportedOperationException if it is over a read-only segment
    public MemorySegment writable() {
        MemorySegment live = segment();
        if (live.isReadOnly()) {
            throw new UnsupportedOperationException(
                    this + " wraps a read-only segment and can't be changed in place");
        }
        changed();
        return live;
    }

    /// Its size in bytes; also known after its end.
    public long byteSize() {
        return byteSize;
    }

    /// Whether it can still be used.
    public boolean isAlive() {
        return segment != null && (!borrowed || segment.scope().isAlive());
    }

    /// The scope it belongs to; null for one that is managed, borrowed or ended.
    public @Nullable Scope scope() {
        return scope;
    }

    /// Its number among the buffers of its thread, in the order they were made: what [Ledger#made]
    /// said right after. 0 for one that is managed or borrowed.
    public long serial() {
        return serial;
    }

    /// Whether it is over a segment of the user's, which other buffers may be over too.
    public boolean isBorrowed() {
        return borrowed;
    }

    /// The operation that made it.
    public String operation() {
        return operation;
    }

    /// Shape and type, as given when it was made.
    public Object shape() {
        return shape;
    }

    /// What the user calls it, or null.
    public @Nullable String name() {
        return name;
    }

    /// Gives it a name for messages.
    public void name(String newName) {
        this.name = newName;
    }

    /// Moves it to another scope of this thread, which ends it from now on. A managed or borrowed
    /// buffer stays where it is: no scope ends it.
    ///
    /// @throws ScopeException if `target` is sealed, closed or another thread's
    public void moveTo(Scope target) {
        requireUsable();
        if (scope != null && scope != target) {
            target.requireOpenFor("moveTo", shape);
            scope.remove(this);
            target.add(this);
            scope = target;
        }
    }

    /// Ends it now.
    ///
    /// @throws TensorClosedException if it has ended already
    @Override
    public void close() {
        requireUsable();
        end("close()");
    }

    /// Ends it and records what did; nothing happens to one that has ended, and nothing but the
    /// user ends a borrowed one's memory.
    ///
    /// @param by what ends it, for messages: `backward of 'loss'`, `scope 'step' closed`
    public void end(String by) {
        if (segment == null) {
            return;
        }
        requireOwner();
        segment = null;
        endedBy = by;
        ThreadMemory memory = ThreadMemory.current();
        endedAt = memory.trace ? Site.here() : null;
        if (scope != null) {
            scope.remove(this);
            scope = null;
            memory.ledger.end(this);
        }
        if (accounted != null) {
            accounted.clean();
        }
        if (arena != null) {
            arena.close();
        }
    }

    /// Name, operation and shape: `tensor 'h' (relu, [300, 64] FLOAT64)`.
    @Override
    public String toString() {
        return "tensor %s(%s, %s)"
                .formatted(name == null ? "" : "'" + name + "' ", operation, shape);
    }

    private void requireUsable() {
        requireOwner();
        if (segment == null) {
            throw new TensorClosedException(obituary());
        }
        if (borrowed && !segment.scope().isAlive()) {
            throw new TensorClosedException(
                    """
                    %s was used after the arena of the segment it wraps was closed. Keep that arena \
                    open as long as the tensor is used, or copy the segment\
                    """
                            .formatted(this));
        }
        if (borrowed && !segment.isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException(
                    """
                    %s wraps a segment that thread '%s' can't access. Use a shared or automatic \
                    arena for it\
                    """
                            .formatted(this, Thread.currentThread().getName()));
        }
    }

    private void requireOwner() {
        if (owner != null && owner != Thread.currentThread()) {
            throw new WrongThreadException(
                    """
                    %s belongs to thread '%s', thread '%s' can't touch it. Make it inside a \
                    scope of the thread that uses it, or with no scope open\
                    """
                            .formatted(this, owner.getName(), Thread.currentThread().getName()));
        }
    }

    private String obituary() {
        StringBuilder text = new StringBuilder();
        text.append(this).append(" was used after its end: ").append(endedBy).append(" ended it.");
        if (madeAt != null) {
            text.append(" Made at ").append(madeAt).append('.');
        }
        if (endedAt != null) {
            text.append(" Ended at ").append(endedAt).append('.');
        }
        if (madeAt == null && endedAt == null) {
            text.append(" (Scope.trace(true) records where.)");
        }
        return text.append(
                        " To keep it longer: retain() before backward(), copyTo(scope) into a scope"
                                + " that lives longer, or compute what you need from it earlier")
                .toString();
    }
}
