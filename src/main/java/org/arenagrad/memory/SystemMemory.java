package org.arenagrad.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/// The one place where memory is asked of the system, and where its refusal becomes an error a
/// person can act on. For [Buffer], and for kernels that need some of their own.
public final class SystemMemory {
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

    /// Memory for kernels to work in, 64-byte aligned and zeroed, which no ledger counts. It lives
    /// as long as it can be reached.
    ///
    /// It is bound to the calling thread, as that of tensors is: a compiled loop that has met
    /// several kinds of memory is slower.
    ///
    /// @throws OutOfNativeMemoryException if there is none
    @SuppressWarnings({"MustBeClosedChecker", "ReachabilityFenceUsage"})
    public static MemorySegment ofThisThread(long bytes) {
        MemorySegment managed = allocate(Arena.ofAuto(), bytes, bytes);
        // The clean-up action, which is never run, keeps what is beneath alive.
        return NativeAccess.isGranted()
                ? managed.reinterpret(
                        bytes, Arena.ofConfined(), _ -> Reference.reachabilityFence(managed))
                : managed;
    }

    /// Whether the system would give the process so many more bytes now. They are asked for and
    /// given back untouched, which an arena would not do: it fills with zeros.
    ///
    /// @throws IllegalCallerException if native access is denied
    public static boolean has(long bytes) {
        Linker linker = Linker.nativeLinker();
        var c = linker.defaultLookup();
        MethodHandle malloc =
                linker.downcallHandle(
                        c.findOrThrow("malloc"),
                        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        MethodHandle free =
                linker.downcallHandle(
                        c.findOrThrow("free"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        try {
            MemorySegment memory = (MemorySegment) malloc.invokeExact(bytes);
            boolean given = !memory.equals(MemorySegment.NULL);
            free.invokeExact(memory);
            return given;
        } catch (Throwable impossible) {
            throw new AssertionError("a C function can't throw", impossible);
        }
    }
}
