package org.arenagrad.memory;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import org.jspecify.annotations.Nullable;

/// What the JDK's Flight Recorder can be asked to write down about memory. Until one is started,
/// each of these costs the look at one field.
///
/// The two events of single buffers come by the hundred thousand a second, so a recording must ask
/// for them by name; the others are written into every recording.
final class FlightEvents {
    private FlightEvents() {}

    /// Writes the opening down.
    ///
    /// @return what is handed to [#scopeClosed]; null if nobody asks
    static @Nullable ScopeClose scopeOpened(String name) {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        ScopeOpen open = new ScopeOpen();
        open.scope = name;
        open.commit();
        ScopeClose close = new ScopeClose();
        close.begin();
        return close;
    }

    static void scopeClosed(@Nullable ScopeClose event, String name, long bytes) {
        if (event != null && event.shouldCommit()) {
            event.scope = name;
            event.bytes = bytes;
            event.commit();
        }
    }

    /// Writes the beginning down.
    ///
    /// @return what is handed to [#bufferEnded]; null if nobody asks
    static @Nullable BufferEnd bufferBegan(Buffer buffer) {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        BufferBegin begin = new BufferBegin();
        if (begin.shouldCommit()) {
            Scope scope = buffer.scope();
            begin.scope = scope == null ? null : scope.name();
            begin.operation = buffer.operation();
            begin.shape = buffer.shape().toString();
            begin.bytes = buffer.byteSize();
            begin.commit();
        }
        BufferEnd end = new BufferEnd();
        if (!end.isEnabled()) {
            return null;
        }
        end.begin();
        return end;
    }

    static void bufferEnded(@Nullable BufferEnd event, Buffer buffer) {
        if (event != null && event.shouldCommit()) {
            event.tensor = buffer.name();
            event.operation = buffer.operation();
            event.shape = buffer.shape().toString();
            event.bytes = buffer.byteSize();
            event.role = buffer.role().toString();
            event.endedBy = buffer.endedBy();
            event.commit();
        }
    }

    static void poolGrew(long bytes, long reservedBytes) {
        if (FlightRecorder.isInitialized()) {
            PoolGrowth event = new PoolGrowth();
            event.bytes = bytes;
            event.reservedBytes = reservedBytes;
            event.commit();
        }
    }

    @Name("arenagrad.ScopeOpen")
    @Label("Scope opened")
    @Category("Arenagrad")
    static final class ScopeOpen extends Event {
        @Label("Scope")
        @Nullable String scope;
    }

    /// Lasts from opening to closing.
    @Name("arenagrad.ScopeClose")
    @Label("Scope closed")
    @Category("Arenagrad")
    static final class ScopeClose extends Event {
        @Label("Scope")
        @Nullable String scope;

        @Label("Bytes Ended")
        @DataAmount
        long bytes;
    }

    @Name("arenagrad.BufferBegin")
    @Label("Buffer began")
    @Category("Arenagrad")
    @Enabled(false)
    static final class BufferBegin extends Event {
        @Label("Operation")
        @Nullable String operation;

        @Label("Shape")
        @Nullable String shape;

        @Label("Bytes")
        @DataAmount
        long bytes;

        @Label("Scope")
        @Nullable String scope;
    }

    /// Lasts from beginning to end.
    @Name("arenagrad.BufferEnd")
    @Label("Buffer ended")
    @Category("Arenagrad")
    @Enabled(false)
    static final class BufferEnd extends Event {
        @Label("Tensor")
        @Nullable String tensor;

        @Label("Operation")
        @Nullable String operation;

        @Label("Shape")
        @Nullable String shape;

        @Label("Bytes")
        @DataAmount
        long bytes;

        @Label("Role")
        @Nullable String role;

        @Label("Ended By")
        @Nullable String endedBy;
    }

    @Name("arenagrad.PoolGrowth")
    @Label("Pool grew")
    @Category("Arenagrad")
    @StackTrace
    static final class PoolGrowth extends Event {
        @Label("Bytes")
        @DataAmount
        long bytes;

        @Label("Reserved")
        @DataAmount
        long reservedBytes;
    }
}
