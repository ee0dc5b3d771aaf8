package org.arenagrad.kernel.op;

import org.arenagrad.kernel.math.VectorApi;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Makes formulas.
///
/// A class whose code names vectors can't be used by a JVM without the Vector API, not even for
/// numbers: the verifier looks for all types. There, a formula is defined from its class file
/// again, without the methods that take vectors.
final class Formulas {
    private Formulas() {}

    static <F> F instance(Class<F> type, Class<? extends F> formula) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            Class<?> usable =
                    !VectorApi.missing()
                            ? formula
                            : lookup.defineHiddenClass(withoutVectors(formula), true).lookupClass();
            return type.cast(
                    lookup.findConstructor(usable, MethodType.methodType(void.class)).invoke());
        } catch (Error | RuntimeException thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("the formula " + formula + " can't be made", checked);
        }
    }

    private static byte[] withoutVectors(Class<?> formula) throws IOException {
        String file = formula.getName().substring(formula.getPackageName().length() + 1) + ".class";
        try (InputStream in = formula.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("its class file is missing: " + file);
            }
            ClassFile classFile = ClassFile.of();
            return classFile.transformClass(
                    classFile.parse(in.readAllBytes()),
                    ClassTransform.dropping(
                            element ->
                                    element instanceof MethodModel method
                                            && method.methodType()
                                                    .stringValue()
                                                    .contains(VectorApi.MODULE.replace('.', '/'))));
        }
    }
}
