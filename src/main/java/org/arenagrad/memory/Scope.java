package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
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
    private boolean sealed;
    private boolean closed;

    // The live buffers, doubly linked through the buffers themselves: ending one of them early must
    // cost nothing.
    private @Nullable Buffer first;

    private @Nullable Buffer last;

    private Scope(String name, ThreadMemory memory) {
        this.name = name;
        this.memory = memory;
        this.parent = memory.scope;
    }

    /// Opens a scope inside the innermost one of this thread; it becomes the innermost.
    ///
    /// @param name what messages and pictures call it: `step`, `life`, …
    public static Scope open(String name) {
        ThreadMemory memory = ThreadMemory.current();
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

    /// The name it was opened with.
    public String name() {
        return name;
    }

    /// Forbids all further allocation in this scope (not in scopes inside it).
    ///
    /// @return this scope
    public Scope seal() {
        sealed = true;
        return this;
    }

    /// Whether [#seal] has been called.
    public boolean isSealed() {
        return sealed;
    }

    /// Makes a buffer that belongs to this scope, wherever the thread stands: for values that
    /// outlive the step they are made in.
    ///
    /// @param bytes its size
    /// @param operation what makes it, for messages
    /// @param shape its shape and type, for messages (shown with `toString`)
    /// @throws ScopeException if this scope is sealed, closed, or another thread's
    /// @throws OutOfNativeMemoryException if there is no memory
    public Buffer allocate(long bytes, String operation, Object shape) {
        requireOpenFor(operation, shape);
        return Buffer.inScope(this, memory, bytes, operation, shape);
    }

    /// The buffers that live in this scope now, oldest first, without those of scopes inside it.
    public List<Buffer> buffers() {
        List<Buffer> live = new ArrayList<>();
        for (Buffer b = first; b != null; b = b.next) {
            live.add(b);
        }
        return List.copyOf(live);
    }

    /// Ends every buffer that still lives here. The enclosing scope becomes the innermost again.
    ///
    /// @throws ScopeException if it is closed already or another thread's; or if a scope inside it
    ///   was still open, which is a leak: it has been closed too, so that nothing goes on living in
    ///   it
    @Override
    public void close() {
        requireThread("close");
        if (closed) {
            throw new ScopeException(
                    "scope '%s' was closed twice: leave closing to try-with-resources"
                            .formatted(name));
        }
        String leaked = openInside();
        while (memory.scope != null && memory.scope != this) {
            memory.scope.endAll();
        }
        endAll();
        if (!leaked.isEmpty()) {
            throw new ScopeException(
                    """
                    scope '%s' was closed while %s was still open inside it, and has been closed \
                    with it: close the inner scope first (try-with-resources does)\
                    """
                            .formatted(name, leaked));
        }
    }

    private void endAll() {
        closed = true;
        memory.scope = parent;
        String by = "scope '" + name + "' closed";
        for (Buffer b = last; b != null; b = last) {
            b.end(by);
        }
    }

    void add(Buffer buffer) {
        buffer.previous = last;
        if (last == null) {
            first = buffer;
        } else {
            last.next = buffer;
        }
        last = buffer;
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
    }

    @Nullable Scope parent() {
        return parent;
    }

    void requireOpenFor(String operation, Object shape) {
        requireThread("allocate in");
        if (closed) {
            throw new ScopeException(
                    "%s: can't make %s in scope '%s', it is closed"
                            .formatted(operation, shape, name));
        }
        if (sealed) {
            throw new ScopeException(
                    """
                    %s: can't make %s in scope '%s', it is sealed. Open a scope for what this \
                    step makes: try (var step = Scope.open("step")) { … }\
                    """
                            .formatted(operation, shape, name));
        }
    }

    private void requireThread(String verb) {
        if (memory.thread != Thread.currentThread()) {
            throw new ScopeException(
                    """
                    thread '%s' can't %s scope '%s' of thread '%s': each thread opens scopes of \
                    its own\
                    """
                            .formatted(
                                    Thread.currentThread().getName(),
                                    verb,
                                    name,
                                    memory.thread.getName()));
        }
    }

    private String openInside() {
        StringBuilder names = new StringBuilder();
        for (Scope s = memory.scope; s != null && s != this; s = s.parent) {
            names.append(names.isEmpty() ? "scope '" : ", '").append(s.name).append('\'');
        }
        return names.toString();
    }
}
