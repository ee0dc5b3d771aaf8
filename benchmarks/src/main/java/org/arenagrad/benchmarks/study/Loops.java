package org.arenagrad.benchmarks.study;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// `c = a + b`, in each way that a loop can reach its numbers. Lengths are multiples of a vector's.
final class Loops {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private Loops() {}

    static void plain(double[] a, double[] b, double[] c) {
        for (int i = 0; i < c.length; i++) {
            c[i] = a[i] + b[i];
        }
    }

    static void plain(MemorySegment a, MemorySegment b, MemorySegment c, long n) {
        for (long i = 0; i < n; i++) {
            double sum = a.getAtIndex(JAVA_DOUBLE, i) + b.getAtIndex(JAVA_DOUBLE, i);
            c.setAtIndex(JAVA_DOUBLE, i, sum);
        }
    }

    static void vectors(double[] a, double[] b, double[] c) {
        for (int i = 0; i < c.length; i += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, a, i)
                    .add(DoubleVector.fromArray(SPECIES, b, i))
                    .intoArray(c, i);
        }
    }

    static void vectors(MemorySegment a, MemorySegment b, MemorySegment c, long n) {
        for (long i = 0; i < n; i += SPECIES.length()) {
            load(a, i)
                    .add(load(b, i))
                    .intoMemorySegment(c, i * Double.BYTES, ByteOrder.nativeOrder());
        }
    }

    private static DoubleVector load(MemorySegment s, long i) {
        return DoubleVector.fromMemorySegment(
                SPECIES, s, i * Double.BYTES, ByteOrder.nativeOrder());
    }
}
