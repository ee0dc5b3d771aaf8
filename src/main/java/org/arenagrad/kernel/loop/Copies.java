package org.arenagrad.kernel.loop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Copies of a loop, one for each operation.
///
/// A loop over elements is written once, and calls its operation. If all operations shared the
/// compiled loop, the compiler would not know which one comes next: it would have to call it for
/// every vector, and put each vector on the heap for that (20 to 30 times slower). So the class
/// file of the loop is defined again for each operation, as a hidden class that has the operation
/// as a constant. To the compiler these are different loops, each with its one operation, which it
/// compiles into it, and each with a profile of its own that no other operation can spoil.
///
/// Where a class can't be defined again, the loop itself serves for all operations, which are then
/// called.
final class Copies {
    private Copies() {}

    /// The loop for an operation.
    ///
    /// @param loop a class of this package with a constructor that takes the operation
    static <L, F> L of(Class<L> type, Class<? extends L> loop, Class<F> formulaType, F formula) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            byte[] classFile = classFile(loop);
            Class<?> copy =
                    classFile == null
                            ? loop
                            : lookup.defineHiddenClassWithClassData(classFile, formula, true)
                                    .lookupClass();
            MethodType constructor = MethodType.methodType(void.class, formulaType);
            return type.cast(lookup.findConstructor(copy, constructor).invoke(formula));
        } catch (Error | RuntimeException thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException(loop + " can't be made for " + formula, checked);
        }
    }

    /// The operation that a copy was made for, null if the class that asks is no copy.
    static <F> @Nullable F operation(MethodHandles.Lookup ofLoop, Class<F> formulaType) {
        try {
            return MethodHandles.classData(ofLoop, "_", formulaType);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte @Nullable [] classFile(Class<?> loop) {
        try (InputStream in = loop.getResourceAsStream(loop.getSimpleName() + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
