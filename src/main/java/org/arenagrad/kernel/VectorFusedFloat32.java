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

import java.lang.foreign.MemorySegment;

/// Fused rows over kernels that take whole vectors.
final class VectorFusedFloat32 extends PlainFusedFloat32 {
    VectorFusedFloat32() {
        super(
                new VectorExponentialsFloat32(),
                new VectorElementwiseFloat32(),
                new VectorReductionsFloat32());
    }

    @Override
    public void addRow(MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        int whole = columns - columns % LANES;
        for (long r = 0; r < rows; r++) {
            long row = yo + r * columns;
            for (int c = 0; c < whole; c += LANES) {
                fromMemorySegment(SPECIES, known(y), (row + c) * BYTES, ORDER)
                        .add(fromMemorySegment(SPECIES, known(b), (bo + c) * BYTES, ORDER))
                        .intoMemorySegment(known(y), (row + c) * BYTES, ORDER);
            }
            for (int c = whole; c < columns; c++) {
                set(y, row + c, get(y, row + c) + get(b, bo + c));
            }
        }
    }
}
