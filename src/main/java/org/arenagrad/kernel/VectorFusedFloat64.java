package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.set;
import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.LanesFloat64.known;

import java.lang.foreign.MemorySegment;

/// Fused rows over kernels that take whole vectors.
final class VectorFusedFloat64 extends PlainFusedFloat64 {
    VectorFusedFloat64() {
        super(
                new VectorExponentialsFloat64(),
                new VectorElementwiseFloat64(),
                new VectorReductionsFloat64());
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
