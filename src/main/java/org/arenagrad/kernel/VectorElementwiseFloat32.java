// Generated from VectorElementwiseFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.known;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/// Elementwise loops over whole vectors where the runs are contiguous or one number; what is left
/// over, and any other stride, goes to loops that take one element at a time and give the same
/// bits.
final class VectorElementwiseFloat32 implements Elementwise {
    private final ScalarElementwiseFloat32 scalar = new ScalarElementwiseFloat32();

    @Override
    public void unary(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n) {
        if (xs == 0 && n > 1) {
            PlainUnaryFloat32.apply(op, p, q, x, xo, 0, y, yo, 1);
            fill(y, yo + 1, 1, n - 1, get(y, yo));
            return;
        }
        long done = xs == 1 ? VectorUnaryFloat32.apply(op, p, q, x, xo, y, yo, n) : 0;
        PlainUnaryFloat32.apply(op, p, q, x, xo + done * xs, xs, y, yo + done, n - done);
    }

    @Override
    public void binary(
            Binary op,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        long done = 0;
        if (as == 1 && bs == 1) {
            done = VectorBinaryFloat32.apply(op, a, ao, b, bo, y, yo, n);
        } else if (as == 1 && bs == 0 && n >= LANES) {
            done = VectorBroadcastFloat32.right(op, a, ao, get(b, bo), y, yo, n);
        } else if (as == 0 && bs == 1 && n >= LANES) {
            done = VectorBroadcastFloat32.left(op, get(a, ao), b, bo, y, yo, n);
        }
        ScalarBinaryFloat32.apply(
                op, a, ao + done * as, as, b, bo + done * bs, bs, y, yo + done, n - done);
    }

    @Override
    public void where(
            MemorySegment c,
            long co,
            long cs,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        long done = 0;
        if (cs == 1 && as == 1 && bs == 1) {
            done = n - n % LANES;
            FloatVector zero = all(0);
            for (long i = 0; i < done; i += LANES) {
                var chosen =
                        fromMemorySegment(SPECIES, known(c), (co + i) * BYTES, ORDER)
                                .compare(VectorOperators.NE, zero);
                fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)
                        .blend(
                                fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER),
                                chosen)
                        .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
            }
        } else if (cs == 1 && as == 1 && bs == 0 && n >= LANES) {
            done = n - n % LANES;
            FloatVector zero = all(0);
            FloatVector other = all(get(b, bo));
            for (long i = 0; i < done; i += LANES) {
                var chosen =
                        fromMemorySegment(SPECIES, known(c), (co + i) * BYTES, ORDER)
                                .compare(VectorOperators.NE, zero);
                other.blend(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER), chosen)
                        .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
            }
        }
        scalar.where(
                c,
                co + done * cs,
                cs,
                a,
                ao + done * as,
                as,
                b,
                bo + done * bs,
                bs,
                y,
                yo + done,
                n - done);
    }

    @Override
    public void fill(MemorySegment y, long yo, long ys, long n, double value) {
        long done = 0;
        if (ys == 1) {
            done = n - n % LANES;
            FloatVector v = all(value);
            for (long i = 0; i < done; i += LANES) {
                v.intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
            }
        }
        scalar.fill(y, yo + done * ys, ys, n - done, value);
    }

    @Override
    public void copy(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {
        if (xs == 0 && n > 0) {
            fill(y, yo, ys, n, get(x, xo));
            return;
        }
        scalar.copy(x, xo, xs, y, yo, ys, n);
    }

    @Override
    public void pick(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            int n) {
        scalar.pick(x, xo, xs, index, io, y, yo, n);
    }

    @Override
    public void addAt(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            long ys,
            int n) {
        scalar.addAt(x, xo, xs, index, io, y, yo, ys, n);
    }
}
