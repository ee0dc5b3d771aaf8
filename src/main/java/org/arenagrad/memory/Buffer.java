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
/// *Borrowed*: over a segment of the user's, whose arena alone decides. In a dry run the first two
/// have no memory at all ([#isDry]), but the same life. [FileMemory] makes scoped and managed ones
/// over a part of a file.
public final class Buffer extends RefCount implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    final long bytes;
    private @Nullable ThreadMemory memory;
    private @Nullable Arena arena;
    private final boolean borrowed;
    private final boolean dry;
    private @Nullable MemorySegment segment;

    private @Nullable Scope scope;

    // Its neighbours in the scope's list, see Scope#add.
    @Nullable Buffer previous;
    @Nullable Buffer next;

    private Cleaner.@Nullable Cleanable accounted;
    private long serial;
    private @Nullable RedZones redZones;

    private FlightEvents.@Nullable BufferEnd flight;

    private Buffer(
            MemorySegment segment,
            long bytes,
            @Nullable ThreadMemory memory,
            @Nullable Arena arena,
            boolean borrowed,
            boolean dry,
            String operation,
            Object shape) {
        super(operation, shape);
        this.segment = segment;
        this.bytes = bytes;
        this.memory = memory;
        this.arena = arena;
        this.borrowed = borrowed;
        this.dry = dry;
    }

    /// Makes a buffer in the innermost scope of this thread, or for the garbage collector if none
    /// is open. Its content is undefined: whoever allocates writes every byte before anyone reads.
    ///
    /// @param bytes its size
    /// @param operation what makes it, for messages
    /// @param shape its shape and type, for messages (shown with `toString`)
    /// @throws ScopeException if the innermost scope is sealed
    /// @throws MemoryLimitException if it does not fit the limit of a scope
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
        return new Buffer(segment, segment.byteSize(), null, null, true, false, "wrap", shape);
    }

    static Buffer inScope(
            Scope scope, ThreadMemory memory, long bytes, String operation, Object shape) {
        requireSize(bytes, operation, shape);
        if (memory.limits > 0) {
            Limits.require(scope, null, bytes, operation, shape);
        }
        Buffer buffer =
                memory.dryRun == null
                        ? withMemory(memory, bytes, operation, shape)
                        : new Buffer(
                                MemorySegment.NULL,
                                bytes,
                                memory,
                                null,
                                false,
                                true,
                                operation,
                                shape);
        buffer.beginIn(scope, memory);
        return buffer;
    }

    /// A buffer over memory that lives as long as an arena, which the buffer will close; or which
    /// the garbage collector owns, if `memory` is null.
    static Buffer over(
            MemorySegment segment,
            Arena arena,
            @Nullable ThreadMemory memory,
            String operation,
            Object shape) {
        return new Buffer(
                segment,
                segment.byteSize(),
                memory,
                memory == null ? null : arena,
                false,
                false,
                operation,
                shape);
    }

    void beginIn(Scope into, ThreadMemory of) {
        if (of.trace) {
            madeHere();
        }
        serial = of.ledger.next();
        into.add(this);
        scope = into;
        of.ledger.grown();
        flight = FlightEvents.bufferBegan(this);
        if (of.listener != null) {
            tellBeginning(of);
        }
    }

    private void tellBeginning(ThreadMemory of) {
        boolean told = false;
        try {
            of.tell(listener -> listener.began(this));
            told = true;
        } finally {
            if (!told) {
                // It reaches nobody who could end it.
                end("a listener that failed");
            }
        }
    }

    void beginManaged(ThreadMemory here) {
        accounted = CLEANER.register(this, here.ledger.beginManaged(bytes));
        if (here.trace) {
            madeHere();
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // The arena is the buffer's: end() closes it.
    private static Buffer withMemory(
            ThreadMemory memory, long bytes, String operation, Object shape) {
        Arena arena = Arena.ofConfined();
        if (!memory.poison) {
            MemorySegment segment = memory.lend(bytes, arena);
            return new Buffer(segment, bytes, memory, arena, false, false, operation, shape);
        }
        RedZones zones = RedZones.around(bytes, memory, arena);
        Buffer buffer =
                new Buffer(zones.inside(), bytes, memory, arena, false, false, operation, shape);
        buffer.redZones = zones;
        return buffer;
    }

    /// Makes a buffer that the garbage collector ends, whatever scopes are open: for what belongs
    /// to a value that no scope owns.
    ///
    /// @throws OutOfNativeMemoryException if there is no memory
    public static Buffer managed(long bytes, String operation, Object shape) {
        requireSize(bytes, operation, shape);
        ThreadMemory memory = ThreadMemory.current();
        memory.requireChangeable("make", "a buffer");
        if (memory.dryRun != null) {
            // Of this thread only: on any other, kernels would compute.
            Buffer dry =
                    new Buffer(
                            MemorySegment.NULL, bytes, memory, null, false, true, operation, shape);
            memory.dryRun.ends(dry);
            return dry;
        }
        Arena arena = Arena.ofAuto();
        MemorySegment segment = SystemMemory.allocate(arena, bytes, bytes);
        Buffer buffer = over(segment, arena, null, operation, shape);
        buffer.beginManaged(memory);
        return buffer;
    }

    static void requireSize(long bytes, String operation, Object shape) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "%s: a buffer for %s can't have %s bytes".formatted(operation, shape, bytes));
        }
    }

    /// The memory, for reading; empty in a dry run.
    ///
    /// @throws TensorClosedException if it has ended
    /// @throws WrongThreadException if it belongs to another thread
    public MemorySegment segment() {
        MemorySegment live = segment;
        if (live == null
                || (memory != null && memory.thread != Thread.currentThread())
                || borrowed) {
            requireUsable("used");
        }
        return Objects.requireNonNull(live);
    }

    /// The memory, for writing in place; counts as a change, see [#version].
    ///
    /// @throws TensorClosedException if it has ended
    /// @throws WrongThreadException if it belongs to another thread
    /// @throws UnsupportedOperationException if it is over a read-only segment, or a file
    public MemorySegment writable() {
        MemorySegment live = segment();
        if (live.isReadOnly()) {
            throw new UnsupportedOperationException(
                    this
                            + (borrowed ? " wraps a read-only segment" : " lies in a mapped file")
                            + " and can't be changed in place: change a copy");
        }
        changed();
        if ((memory != null ? memory : ThreadMemory.current()).trace) {
            changedHere();
        }
        return live;
    }

    @Override
    public long byteSize() {
        return bytes;
    }

    @Override
    public boolean isAlive() {
        return segment != null && (!borrowed || segment.scope().isAlive());
    }

    /// Whether it was made in a dry run: it has a life, but no memory and no values.
    public boolean isDry() {
        return dry;
    }

    @Override
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

    /// Takes the entry of a node of the graph that saves it for its gradient: a [#hold] that
    /// listeners hear of.
    ///
    /// @param node the operation of that node
    public void saveFor(String node) {
        hold();
        if (role() == Role.TEMPORARY) {
            role(Role.ACTIVATION);
        }
        if (memory != null && memory.listener != null) {
            memory.tell(listener -> listener.saved(this, node));
        }
    }

    @Override
    void beforeChange() {
        requireOwner("change");
        DryRun run = memory != null ? memory.dryRun : DryRun.current();
        if (run != null && !dry) {
            run.remember(this);
        }
    }

    /// Moves it to another scope of this thread, which ends it from now on. A managed or borrowed
    /// buffer stays where it is: no scope ends it.
    ///
    /// @throws ScopeException if `target` is sealed, closed or another thread's
    /// @throws MemoryLimitException if it does not fit the limit of a scope it comes into
    public void moveTo(Scope target) {
        requireUsable("moved");
        if (scope != null && scope != target) {
            target.requireOpenFor("moveTo", shape());
            Limits.require(target, scope, bytes, "moveTo", shape());
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
        requireUsable("closed");
        end("close()");
    }

    /// Ends it and records what did; nothing happens to one that has ended, and nothing but the
    /// user ends a borrowed one's memory.
    ///
    /// @param by what ends it, for messages: `backward of 'loss'`, `scope 'step' closed`
    /// @throws RedZoneException in debug mode, if something wrote past it
    /// @throws RuntimeException what a listener threw when it was told; the buffer has ended all
    ///   the same
    public void end(String by) {
        if (segment == null) {
            return;
        }
        requireOwner("end");
        ThreadMemory here = memory != null ? memory : ThreadMemory.current();
        here.requireChangeable("end", "a buffer");
        if (here.dryRun != null && !dry) {
            throw here.dryRun.refusal(this);
        }
        // First it is taken off all lists, then those are told who may throw.
        if (scope != null) {
            scope.remove(this);
        }
        segment = null;
        Throwable failure = null;
        try {
            tellEnd(here, by);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        scope = null;
        if (arena != null) {
            failure = endMemory(arena, failure);
        }
        Failures.rethrow(failure);
    }

    private void tellEnd(ThreadMemory here, String by) {
        endedBy(by);
        if (here.trace) {
            endedHere();
        }
        if (accounted != null) {
            accounted.clean();
        }
        if (scope != null) {
            FlightEvents.bufferEnded(flight, this);
            if (here.listener != null) {
                here.tell(listener -> listener.ended(this));
            }
        }
    }

    private @Nullable Throwable endMemory(Arena closing, @Nullable Throwable before) {
        Throwable failure = before;
        try {
            if (redZones != null) {
                redZones.check(this);
            }
        } catch (RedZoneException overwritten) {
            failure = Failures.joined(failure, overwritten);
        } finally {
            closing.close();
        }
        return failure;
    }

    /// Ends it for a [Handover]: it belongs to no thread until [#revive].
    void leave() {
        end("the handover to another thread, which has not adopted it,");
        memory = null;
    }

    /// Begins to live again after a [Handover], in the innermost scope of this thread, or for the
    /// garbage collector if none is open.
    void revive(MemorySegment content, ThreadMemory here) {
        Scope into = here.scope;
        if (into == null) {
            Arena automatic = Arena.ofAuto();
            segment = SystemMemory.allocate(automatic, bytes, bytes).copyFrom(content);
            memory = null;
            arena = null;
            beginManaged(here);
            return;
        }
        into.requireOpenFor("handover", shape());
        Limits.require(into, null, bytes, "handover", shape());
        Buffer fresh = withMemory(here, bytes, "handover", shape());
        memory = here;
        arena = fresh.arena;
        redZones = fresh.redZones;
        segment = fresh.segment().copyFrom(content);
        beginIn(into, here);
    }

    /// Makes sure that it can be used.
    ///
    /// @param how what the caller is about to do with it, for messages: `used`, `closed`
    private void requireUsable(String how) {
        requireOwner("touch");
        if (segment == null) {
            throw new TensorClosedException(this, how);
        }
        if (borrowed && !segment.scope().isAlive()) {
            throw AccessErrors.ofEndedLoan(this);
        }
        if (borrowed && !segment.isAccessibleBy(Thread.currentThread())) {
            throw AccessErrors.ofLoanToAnotherThread(this);
        }
    }

    private void requireOwner(String verb) {
        if (memory != null && memory.thread != Thread.currentThread()) {
            throw AccessErrors.ofForeignThread(this, memory.thread, verb);
        }
    }
}
