package org.arenagrad.benchmarks.study;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A few functions of the C library.
final class CLibrary {
    private static final MethodHandle MALLOC =
            handle("malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
    private static final MethodHandle FREE = handle("free", FunctionDescriptor.ofVoid(ADDRESS));
    private static final FunctionDescriptor INT_TO_INT = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    private static final MethodHandle ABS = handle("abs", INT_TO_INT);
    private static final MethodHandle CRITICAL_ABS =
            handle("abs", INT_TO_INT, Linker.Option.critical(false));

    private CLibrary() {}

    static MemorySegment malloc(long bytes) {
        try {
            return (MemorySegment) MALLOC.invokeExact(bytes);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    static void free(MemorySegment segment) {
        try {
            FREE.invokeExact(segment);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    static int abs(int x) {
        try {
            return (int) ABS.invokeExact(x);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    static int criticalAbs(int x) {
        try {
            return (int) CRITICAL_ABS.invokeExact(x);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static MethodHandle handle(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }
}
