// Generated from VectorFusedFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.known;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/// Fused rows over kernels that take whole vectors.
final class VectorFusedFloat32 extends PlainFusedFloat32 {
    /// Up to a kilobyte, a row ends before a loop over it is at full speed; of longer ones, the
    /// next is too far away for going down the columns.
    private static final int SHORT = 1024 / (int) BYTES;

    VectorFusedFloat32() {
        super(
                new VectorExponentialsFloat32(),
                new VectorElementwiseFloat32(),
                new VectorReductionsFloat32());
    }

    @Override
    public void addRow(MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        if (columns > SHORT) {
            rowByRow(y, yo, rows, columns, b, bo);
            return;
        }
        int c = 0;
        for (; c <= columns - 2 * LANES; c += 2 * LANES) {
            twoVectors(y, yo + c, rows, columns, b, bo + c);
        }
        for (; c < columns; c++) {
            for (long r = 0; r < rows; r++) {
                addOne(y, yo + r * columns + c, b, bo + c);
            }
        }
    }

    /// Two vectors of every row.
    private static void twoVectors(
            MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        MemorySegment out = known(y);
        FloatVector b0 = fromMemorySegment(SPECIES, known(b), bo * BYTES, ORDER);
        FloatVector b1 = fromMemorySegment(SPECIES, known(b), (bo + LANES) * BYTES, ORDER);
        for (long r = 0; r < rows; r++) {
            long at = (yo + r * columns) * BYTES;
            fromMemorySegment(SPECIES, out, at, ORDER).add(b0).intoMemorySegment(out, at, ORDER);
            long next = at + LANES * BYTES;
            fromMemorySegment(SPECIES, out, next, ORDER)
                    .add(b1)
                    .intoMemorySegment(out, next, ORDER);
        }
    }

    private static void rowByRow(
            MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        int whole = columns - columns % LANES;
        for (long r = 0; r < rows; r++) {
            long row = yo + r * columns;
            for (int c = 0; c < whole; c += LANES) {
                fromMemorySegment(SPECIES, known(y), (row + c) * BYTES, ORDER)
                        .add(fromMemorySegment(SPECIES, known(b), (bo + c) * BYTES, ORDER))
                        .intoMemorySegment(known(y), (row + c) * BYTES, ORDER);
            }
            for (int c = whole; c < columns; c++) {
                addOne(y, row + c, b, bo + c);
            }
        }
    }

    private static void addOne(MemorySegment y, long at, MemorySegment b, long from) {
        set(y, at, get(y, at) + get(b, from));
    }
}
