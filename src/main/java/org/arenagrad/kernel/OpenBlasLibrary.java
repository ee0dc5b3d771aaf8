package org.arenagrad.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import org.arenagrad.bindings.openblas.OpenBlas;
import org.arenagrad.memory.NativeAccess;
import org.arenagrad.natives.NativeLibrary;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// OpenBLAS, loaded when it is first asked for.
final class OpenBlasLibrary {
    private static final String ADVICE =
            "native access is denied: add --enable-native-access=ALL-UNNAMED (on the module path:"
                    + " org.arenagrad,org.arenagrad.natives,org.arenagrad.bindings) to the command"
                    + " line";

    /// Multiplications below which a second thread does not pay: a step of a 2-64-64-3 network over
    /// 300 rows (products of up to 1.2 million) took 300 µs with one thread and with two on a quiet
    /// machine, and 320 µs against 3200 µs on a busy one, where OpenBLAS waits for its own thread
    /// to get a turn. One of a 784-256-128-10 network (up to 26 million) gained a fifth to a
    /// quarter. (With vectors of 256 bits a C program gains a quarter already with the smaller
    /// network while the machine is quiet, 295 µs and 212, and loses a factor of two to four on a
    /// busy one.)
    private static final long WORTH_SHARING = 1L << 21;

    // Of the library, hence of the process. A race between Java threads costs time, never a result.
    private static volatile int usedThreads = 1;
    private static boolean tried;
    private static @Nullable String obstacle;

    private OpenBlasLibrary() {}

    /// Why it cannot serve; null if it can, and then it is loaded and has its threads.
    ///
    /// @throws org.arenagrad.natives.NativeLibraryException if the user named a library and it is
    ///   of no use
    static synchronized @Nullable String obstacle() {
        if (!tried) {
            obstacle = load();
            tried = true;
        }
        return obstacle;
    }

    /// Makes the library use as many threads as pay for a product of these sizes.
    static void useThreadsFor(int m, int n, int k) {
        int wanted = (long) m * n * k < WORTH_SHARING ? 1 : Threads.count();
        if (wanted != usedThreads) {
            OpenBlas.openblas_set_num_threads(wanted);
            usedThreads = wanted;
        }
    }

    /// For example `0.3.31 (SkylakeX)`.
    static String description() {
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
        try {
            return switch (NativeLibrary.locateAndLoad()) {
                case NativeLibrary.Missing missing -> missing.summary();
                case NativeLibrary.Found _ -> {
                    usedThreads = Threads.count();
                    OpenBlas.openblas_set_num_threads(usedThreads);
                    takeWorkingMemory();
                    yield null;
                }
            };
        } catch (IllegalCallerException denied) {
            return ADVICE;
        }
    }

    /// Multiplies once on all threads, so that the library has its working memory from the start:
    /// if it got none later, when tensors have taken what there is, it would end the process.
    private static void takeWorkingMemory() {
        int n = 1 + (int) Math.cbrt(WORTH_SHARING);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate(JAVA_DOUBLE, (long) n * n);
            MemorySegment y = arena.allocate(JAVA_DOUBLE, (long) n * n);
            int asIs = OpenBlas.CblasNoTrans();
            OpenBlas.cblas_dgemm(
                    OpenBlas.CblasRowMajor(), asIs, asIs, n, n, n, 1, x, n, x, n, 0, y, n);
        }
    }
}
