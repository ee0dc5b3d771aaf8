package org.arenagrad.kernel.openblas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.arenagrad.bindings.openblas.OpenBlas;
import org.arenagrad.kernel.parallel.Threads;
import org.arenagrad.memory.NativeAccess;
import org.arenagrad.memory.SystemMemory;
import org.arenagrad.natives.NativeLibrary;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// OpenBLAS, loaded when it is first asked for.
///
/// It computes on the thread that calls it and on no other: sharing a product among threads is
/// [ParallelGemm]'s business. Threads of its own would be out of our hands. It starts them, and
/// takes working memory for them, without asking whether there is any: where memory is short it
/// ends the process, or waits for ever for a thread that never began.
///
/// What it needs it gets here, once: a piece of working memory for each processor, after a look
/// whether the system has so much. Where it has not, OpenBLAS is not loaded and pure Java computes.
/// See [OpenBlasPlaces] for why it never asks for more.
public final class OpenBlasLibrary {
    private static final String ADVICE =
            "native access is denied: add --enable-native-access=ALL-UNNAMED (on the module path:"
                    + " org.arenagrad,org.arenagrad.natives,org.arenagrad.bindings) to the command"
                    + " line";

    /// The addresses that a piece of working memory takes, and the stack of a thread; seldom more
    /// than a tenth of it ever becomes memory.
    private static final long WORKING = (128L + 8) << 20;

    /// The library itself, and what anybody else may take between the look and the taking.
    private static final long MARGIN = 128L << 20;

    private static boolean tried;
    private static @Nullable String obstacle;
    private static @Nullable OpenBlasPlaces places;

    private OpenBlasLibrary() {}

    /// Why it cannot serve; null if it can, and then it is loaded.
    ///
    /// @throws org.arenagrad.natives.NativeLibraryException if the user named a library and it is
    ///   of no use
    public static synchronized @Nullable String obstacle() {
        if (!tried) {
            obstacle = load();
            tried = true;
        }
        return obstacle;
    }

    /// Where callers take their place.
    ///
    /// @throws IllegalStateException if there is an [#obstacle]
    public static synchronized OpenBlasPlaces places() {
        if (places == null) {
            throw new IllegalStateException("OpenBLAS is not loaded");
        }
        return places;
    }

    /// For example `0.3.31 (SkylakeX)`.
    public static String description() {
        // The configuration starts with "OpenBLAS 0.3.31 ".
        String[] words = OpenBlas.openblas_get_config().getString(0).split(" ", 3);
        return "%s (%s)"
                .formatted(
                        words.length > 1 ? words[1] : "of unknown version",
                        OpenBlas.openblas_get_corename().getString(0));
    }

    private static @Nullable String load() {
        if (!NativeAccess.isGranted()) {
            return ADVICE;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        // When it is loaded it starts a thread for every other processor, which takes memory.
        long needed = processors * WORKING + MARGIN;
        if (!SystemMemory.has(needed) || Threads.possible(processors) < processors) {
            return "OpenBLAS: it would end the process if it got too little memory, and the system"
                    + " does not give %s MB and %s threads: raise the limits of the process"
                            .formatted(needed >> 20, processors);
        }
        try {
            return switch (NativeLibrary.locateAndLoad()) {
                case NativeLibrary.Missing missing -> missing.summary();
                case NativeLibrary.Found _ -> {
                    OpenBlas.openblas_set_num_threads(1);
                    places = new OpenBlasPlaces(workingMemory(processors));
                    yield null;
                }
            };
        } catch (IllegalCallerException denied) {
            return ADVICE;
        }
    }

    /// Has OpenBLAS take working memory, and ends its threads, which have some.
    ///
    /// @param wanted how many pieces
    /// @return how many it has
    private static int workingMemory(int wanted) {
        Optional<MethodHandle> end = function("blas_thread_shutdown_", FunctionDescriptor.ofVoid());
        Optional<MethodHandle> take =
                function("blas_memory_alloc", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        Optional<MethodHandle> free =
                function("blas_memory_free", FunctionDescriptor.ofVoid(ADDRESS));
        if (end.isEmpty() || take.isEmpty() || free.isEmpty()) {
            multiply();
            return 1;
        }
        try {
            end.get().invokeExact();
            List<MemorySegment> taken = new ArrayList<>();
            while (taken.size() < wanted && SystemMemory.has(WORKING + MARGIN)) {
                taken.add((MemorySegment) take.get().invokeExact(0));
            }
            for (MemorySegment piece : taken) {
                free.get().invokeExact(piece);
            }
            return Math.max(1, taken.size());
        } catch (Throwable impossible) {
            throw new AssertionError("a C function can't throw", impossible);
        }
    }

    /// One that is not among those of `cblas.h`, and may be missing.
    private static Optional<MethodHandle> function(String name, FunctionDescriptor type) {
        return SymbolLookup.loaderLookup()
                .find(name)
                .map(address -> Linker.nativeLinker().downcallHandle(address, type));
    }

    /// Multiplies once, for the working memory that this takes.
    private static void multiply() {
        int n = 128;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate(JAVA_DOUBLE, (long) n * n);
            MemorySegment y = arena.allocate(JAVA_DOUBLE, (long) n * n);
            int asIs = OpenBlas.CblasNoTrans();
            OpenBlas.cblas_dgemm(
                    OpenBlas.CblasRowMajor(), asIs, asIs, n, n, n, 1, x, n, x, n, 0, y, n);
        }
    }
}
