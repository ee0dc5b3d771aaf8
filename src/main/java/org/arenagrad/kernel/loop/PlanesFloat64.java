package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.Bounds;
import org.arenagrad.kernel.PlaneKernels;
import org.arenagrad.kernel.Span;

import java.lang.foreign.MemorySegment;

/// Loops over planes, one element at a time. Sums are in double and rounded once.
public final class PlanesFloat64 implements PlaneKernels {
    @Override
    public void unfold(
            Axis height, Axis width, int first, int rows, Span x, Span columns, int planes) {
        MemorySegment from = x.segment();
        MemorySegment to = columns.segment();
        int n = width.count();
        long target = columns.offset();
        for (int p = 0; p < planes; p++) {
            long plane = x.offset() + (long) p * height.size() * width.size();
            for (int i = 0; i < height.kernel(); i++) {
                for (int j = 0; j < width.kernel(); j++) {
                    int begin = width.first(j);
                    int end = width.end(j);
                    for (int r = first; r < first + rows; r++, target += n) {
                        int row = r * height.stride() + height.start(i);
                        if (row < 0 || row >= height.size()) {
                            zero(to, target, n);
                            continue;
                        }
                        long source = plane + (long) row * width.size() + width.start(j);
                        zero(to, target, begin);
                        copy(from, source, width.stride(), to, target, begin, end);
                        zero(to, target + end, n - end);
                    }
                }
            }
        }
    }

    private static void zero(MemorySegment s, long at, int n) {
        for (int i = 0; i < n; i++) {
            set(s, at + i, 0);
        }
    }

    private static void copy(
            MemorySegment x, long source, int stride, MemorySegment y, long to, int q, int end) {
        if (stride == 1) {
            MemorySegment.copy(x, (source + q) * BYTES, y, (to + q) * BYTES, (end - q) * BYTES);
            return;
        }
        for (int i = q; i < end; i++) {
            set(y, to + i, get(x, source + (long) i * stride));
        }
    }

    @Override
    public void fold(
            Axis height, Axis width, int first, int rows, Span columns, Span x, int planes) {
        MemorySegment from = columns.segment();
        MemorySegment to = x.segment();
        long source = columns.offset();
        for (int p = 0; p < planes; p++) {
            long plane = x.offset() + (long) p * height.size() * width.size();
            for (int i = 0; i < height.kernel(); i++) {
                for (int j = 0; j < width.kernel(); j++) {
                    int begin = width.first(j);
                    int end = width.end(j);
                    for (int r = first; r < first + rows; r++, source += width.count()) {
                        int row = r * height.stride() + height.start(i);
                        if (row >= 0 && row < height.size()) {
                            long target = plane + (long) row * width.size() + width.start(j);
                            add(from, source, to, target, width.stride(), begin, end);
                        }
                    }
                }
            }
        }
    }

    private static void add(
            MemorySegment x, long source, MemorySegment y, long to, int stride, int q, int end) {
        for (int i = q; i < end; i++) {
            long at = to + (long) i * stride;
            set(y, at, rounded(get(y, at) + get(x, source + i)));
        }
    }

    @Override
    public void argmax(Bounds height, Bounds width, Span x, int[] places, int from, int planes) {
        MemorySegment s = x.segment();
        int at = from;
        for (int p = 0; p < planes; p++) {
            long plane = x.offset() + (long) p * height.size() * width.size();
            for (int r = 0; r < height.count(); r++) {
                for (int q = 0; q < width.count(); q++) {
                    places[at++] = argmax(height, r, width, q, s, plane);
                }
            }
        }
    }

    private static int argmax(
            Bounds height, int r, Bounds width, int q, MemorySegment s, long plane) {
        int place = height.from(r) * width.size() + width.from(q);
        double largest = get(s, plane + place);
        for (int i = height.from(r); i < height.to(r); i += height.step()) {
            for (int j = width.from(q); j < width.to(q); j += width.step()) {
                double value = get(s, plane + (long) i * width.size() + j);
                if (value > largest || (Double.isNaN(value) && !Double.isNaN(largest))) {
                    largest = value;
                    place = i * width.size() + j;
                }
            }
        }
        return place;
    }

    @Override
    public void mean(Bounds height, Bounds width, Span x, Span y, int planes) {
        MemorySegment s = x.segment();
        long at = y.offset();
        for (int p = 0; p < planes; p++) {
            long plane = x.offset() + (long) p * height.size() * width.size();
            for (int r = 0; r < height.count(); r++) {
                for (int q = 0; q < width.count(); q++) {
                    double sum = 0;
                    for (int i = height.from(r); i < height.to(r); i++) {
                        for (int j = width.from(q); j < width.to(q); j++) {
                            sum += get(s, plane + (long) i * width.size() + j);
                        }
                    }
                    double divisor = (double) height.divisor(r) * width.divisor(q);
                    set(y.segment(), at++, sum / divisor);
                }
            }
        }
    }

    @Override
    public void spread(Bounds height, Bounds width, Span g, Span x, int planes) {
        MemorySegment s = x.segment();
        long at = g.offset();
        for (int p = 0; p < planes; p++) {
            long plane = x.offset() + (long) p * height.size() * width.size();
            for (int r = 0; r < height.count(); r++) {
                for (int q = 0; q < width.count(); q++) {
                    double divisor = (double) height.divisor(r) * width.divisor(q);
                    double share = get(g.segment(), at++) / divisor;
                    for (int i = height.from(r); i < height.to(r); i++) {
                        for (int j = width.from(q); j < width.to(q); j++) {
                            long to = plane + (long) i * width.size() + j;
                            set(s, to, rounded(get(s, to) + share));
                        }
                    }
                }
            }
        }
    }
}
