package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A stretch of the program that owns the buffers made inside it.
///
/// ```java
/// try (var step = Scope.open("step")) {
///     …                       // every tensor made here
/// }                           // has ended here, at the latest
/// ```
///
/// Scopes nest, one stack a thread. A buffer belongs to the innermost scope of the thread that
/// makes it, never to the scope of an operand: the order of arguments must not decide a lifetime.
/// After [#seal] nothing more can be made in a scope, so growth where there should be none reports
/// itself. With no scope open, buffers are left to the garbage collector.
public final class Scope implements AutoCloseable {
    private final String name;
    private final ThreadMemory memory;
    private final @Nullable Scope parent;
    private long limit = Long.MAX_VALUE;
    private long liveBytes;
    private long liveBuffers;
    private boolean sealed;
    private boolean closing;
    private boolean closed;
    private final @Nullable String openedAt;
    private @Nullable String sealedAt;
    private @Nullable String closedAt;

    private final FlightEvents.@Nullable ScopeClose flight;

    // The live buffers, doubly linked through the buffers themselves: ending one of them early must
    // cost nothing.
    private @Nullable Buffer first;

    private @Nullable Buffer last;

    private Scope(String name, ThreadMemory memory) {
        this.name = name;
        this.memory = memory;
        this.parent = memory.scope;
        this.openedAt = memory.trace ? Site.here() : null;
        this.flight = FlightEvents.scopeOpened(name);
    }

    /// Opens a scope inside the innermost one of this thread; it becomes the innermost.
    ///
    /// @param name what messages and pictures call it: `step`, `life`, …
    public static Scope open(String name) {
        Objects.requireNonNull(name, "Scope.open: a scope needs a name, null is none");
        ThreadMemory memory = ThreadMemory.current();
        memory.requireChangeable("open", "a scope");
        Scope scope = new Scope(name, memory);
        memory.scope = scope;
        return scope;
    }

    /// The innermost open scope of this thread; empty if none is open and the garbage collector
    /// owns what is made.
    public static Optional<Scope> current() {
        return Optional.ofNullable(ThreadMemory.current().scope);
    }

    /// Switches the recording of sites for this thread: where buffers are made and where they end,
    /// for the messages of [TensorClosedException]. Off by default, since a stack walk costs a
    /// microsecond (`-Darenagrad.trace=true` switches it on for every thread).
    public static void trace(boolean on) {
        ThreadMemory.current().trace = on;
    }

    /// Where in the user's program the caller stands, if sites are recorded on this thread; else
    /// null. For the framework, which notes it for its messages.
    public static @Nullable String here() {
        return ThreadMemory.current().trace ? Site.here() : null;
    }

    /// Runs a part of a program, a training step for instance, without memory and without
    /// arithmetic, to see what memory it would take.
    ///
    /// All buffers made in the step live and end as they would, but have no memory; kernels compute
    /// nothing; so every value is NaN, and an index found by comparing values is 0. A step whose
    /// shapes depend on values can't be predicted (in the framework itself only the gradient of
    /// `prod`, which takes a longer way where an element is 0). What the step changes of tensors
    /// and optimizers made before is put back at the end. What other objects of the program keep
    /// (an iterator over batches, a list of losses) is their own business.
    ///
    /// ```java
    /// MemoryPlan plan = Scope.dryRun(() -> trainingStep(model, batch));
    /// plan.peakBytes();
    /// ```
    ///
    /// @return what the step would take, the buffers that lived before included
    /// @throws ScopeException if a dry run is under way on this thread already
    public static MemoryPlan dryRun(Runnable step) {
        return DryRun.of(step);
    }

    /// The name it was opened with.
    public String name() {
        return name;
    }

    /// Forbids all further allocation in this scope (not in scopes inside it).
    ///
    /// @return this scope
    /// @throws ScopeException on another thread than the scope's
    public Scope seal() {
        requireThread("seal");
        sealed = true;
        sealedAt = memory.trace ? Site.here() : null;
        return this;
    }

    /// Whether [#seal] has been called.
    public boolean isSealed() {
        return sealed;
    }

    /// Sets a budget: the buffers of this scope and of all scopes inside it may never hold more
    /// than `bytes` together. What would exceed it is not made.
    ///
    /// @return this scope
    /// @throws ScopeException if more lives here already, or the scope is closed
    /// @see MemoryLimitException
    public Scope limit(long bytes) {
        requireThread("limit");
        long live = Limits.bytesFrom(this);
        if (closed || live > bytes) {
            throw new ScopeException(
                    closed
                            ? "%s can't be limited, it is closed".formatted(this)
                            : "%s can't be limited to %s bytes: %s live in it already"
                                    .formatted(this, bytes, live));
        }
        if (!isLimited()) {
            memory.limits++;
        }
        limit = bytes;
        return this;
    }

    /// The most bytes that may live here; the largest `long` if there is no limit.
    public long limit() {
        return limit;
    }

    boolean isLimited() {
        return limit != Long.MAX_VALUE;
    }

    /// Bytes in the buffers that live in this scope now, without those of scopes inside it.
    public long liveBytes() {
        return liveBytes;
    }

    long liveBuffers() {
        return liveBuffers;
    }

    /// Makes a buffer that belongs to this scope, wherever the thread stands: for values that
    /// outlive the step they are made in.
    ///
    /// @param bytes its size
    /// @param operation what makes it, for messages
    /// @param shape its shape and type, for messages (shown with `toString`)
    /// @throws ScopeException if this scope is sealed, closed, or another thread's
    /// @throws MemoryLimitException if it does not fit the limit of this scope or of one around it
    /// @throws OutOfNativeMemoryException if there is no memory
    public Buffer allocate(long bytes, String operation, Object shape) {
        requireOpenFor(operation, shape);
        return Buffer.inScope(this, memory, bytes, operation, shape);
    }

    /// The buffers that live in this scope now, oldest first, without those of scopes inside it.
    ///
    /// @throws ScopeException on another thread than the scope's
    public List<BufferInfo> buffers() {
        return List.copyOf(own());
    }

    List<Buffer> own() {
        requireThread("list the buffers of");
        List<Buffer> live = new ArrayList<>();
        for (Buffer b = first; b != null; b = b.next) {
            live.add(b);
        }
        return List.copyOf(live);
    }

    /// Ends every buffer that still lives here. The enclosing scope becomes the innermost again.
    ///
    /// What a listener throws meanwhile, or a red zone reports, keeps no buffer from ending; it is
    /// thrown afterwards, the first with the others attached. If not even the ending was possible
    /// (a StackOverflowError can do that), the scope can be closed once more.
    ///
    /// @throws ScopeException if it is closed already or another thread's; or if a scope inside it
    ///   was still open, which is a leak: it has been closed too, so that nothing goes on living in
    ///   it
    @Override
    public void close() {
        memory.requireChangeable("close", this);
        if (closed) {
            throw new ScopeException(
                    "%s was closed twice%s: leave closing to try-with-resources"
                            .formatted(this, site(", the first time at ", closedAt)));
        }
        ScopeException leak = Leak.inside(this);
        Throwable failure = null;
        for (Scope innermost = memory.scope; innermost != null && !closed; ) {
            failure = innermost.endAll(failure);
            innermost = innermost.parent;
        }
        Failures.rethrow(leak == null ? failure : Failures.joined(failure, leak));
    }

    /// Ends every buffer, whatever is thrown meanwhile, and then the scope.
    ///
    /// @param before what went wrong earlier
    /// @return what to throw in the end
    private @Nullable Throwable endAll(@Nullable Throwable before) {
        Throwable failure = before;
        closing = true;
        long bytes = liveBytes;
        String by = this + " closed";
        for (Buffer b = last; b != null; b = last) {
            try {
                b.end(by);
            } catch (Throwable thrown) {
                failure = Failures.joined(failure, thrown);
                if (b == last) {
                    // It did not even begin to end, and would not the next time either.
                    Failures.rethrow(failure);
                }
            }
        }
        closedAt = memory.trace ? Site.here() : null;
        if (isLimited()) {
            memory.limits--;
        }
        closed = true;
        memory.scope = parent;
        if (parent == null) {
            memory.outermostClosed();
        }
        FlightEvents.scopeClosed(flight, name, bytes);
        return failure;
    }

    // These two call nothing: so a buffer is in the list and counted, or neither, even where the
    // stack ends in the middle.

    void add(Buffer buffer) {
        buffer.previous = last;
        if (last == null) {
            first = buffer;
        } else {
            last.next = buffer;
        }
        last = buffer;
        liveBytes += buffer.bytes;
        liveBuffers++;
    }

    void remove(Buffer buffer) {
        Buffer before = buffer.previous;
        Buffer after = buffer.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        buffer.previous = null;
        buffer.next = null;
        liveBytes -= buffer.bytes;
        liveBuffers--;
    }

    /// The oldest buffer that lives here.
    @Nullable Buffer first() {
        return first;
    }

    @Nullable Scope parent() {
        return parent;
    }

    @Nullable String openedAt() {
        return openedAt;
    }

    ThreadMemory memory() {
        return memory;
    }

    void requireOpenFor(String operation, Object shape) {
        memory.requireChangeable("allocate in", this);
        if (closed || closing) {
            throw new ScopeException(
                    "%s: can't make %s in %s, it is closed%s"
                            .formatted(operation, shape, this, site(" since ", closedAt)));
        }
        if (sealed) {
            throw new ScopeException(
                    """
                    %s: can't make %s in %s, it is sealed.%s%s Open a scope for what this \
                    step makes: try (var step = Scope.open("step")) { … }\
                    """
                            .formatted(
                                    operation,
                                    shape,
                                    this,
                                    sentence(" Called at ", here()),
                                    sentence(" Sealed at ", sealedAt)));
        }
    }

    private static String site(String before, @Nullable String place) {
        return place == null ? "" : before + place;
    }

    static String sentence(String before, @Nullable String place) {
        return place == null ? "" : before + place + '.';
    }

    /// The name for messages.
    String quoted() {
        return BufferInfo.quoted(name);
    }

    /// For example `scope 'step'`.
    @Override
    public String toString() {
        return "scope " + quoted();
    }

    private void requireThread(String verb) {
        memory.requireThread(verb, this);
    }
}
