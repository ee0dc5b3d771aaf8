package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.Bounds;
import org.arenagrad.kernel.PlaneKernels;
import org.arenagrad.kernel.Span;

/// Loops over planes, shared among threads: each takes whole planes.
public final class ParallelPlanes implements PlaneKernels {
    private final PlaneKernels kernels;
    private final Pieces pieces;

    /// @param pieces how many elements of windows there must be
    public ParallelPlanes(PlaneKernels kernels, Pieces pieces) {
        this.kernels = kernels;
        this.pieces = pieces;
    }

    @FunctionalInterface
    private interface Planes {
        void run(long from, int count);
    }

    private void share(int planes, long work, Planes job) {
        int each = Math.clamp(work, 1, Integer.MAX_VALUE);
        if (pieces.worthwhile(planes, each)) {
            pieces.run(planes, each, (from, to) -> job.run(from, (int) (to - from)));
        } else {
            job.run(0, planes);
        }
    }

    private static long columns(Axis height, Axis width, int rows) {
        return (long) height.kernel() * width.kernel() * rows * width.count();
    }

    private static long plane(Axis height, Axis width) {
        return (long) height.size() * width.size();
    }

    private static long plane(Bounds height, Bounds width) {
        return (long) height.size() * width.size();
    }

    private static long windows(Bounds height, Bounds width) {
        return (long) height.count() * width.count();
    }

    @Override
    public void unfold(
            Axis height, Axis width, int first, int rows, Span x, Span columns, int planes) {
        long size = plane(height, width);
        long work = columns(height, width, rows);
        share(
                planes,
                work,
                (from, count) ->
                        kernels.unfold(
                                height,
                                width,
                                first,
                                rows,
                                mine(x, from * size),
                                mine(columns, from * work),
                                count));
    }

    @Override
    public void fold(
            Axis height, Axis width, int first, int rows, Span columns, Span x, int planes) {
        long size = plane(height, width);
        long work = columns(height, width, rows);
        share(
                planes,
                work,
                (from, count) ->
                        kernels.fold(
                                height,
                                width,
                                first,
                                rows,
                                mine(columns, from * work),
                                mine(x, from * size),
                                count));
    }

    @Override
    public void argmax(Bounds height, Bounds width, Span x, int[] places, int from, int planes) {
        long size = plane(height, width);
        int windows = (int) windows(height, width);
        share(
                planes,
                size,
                (first, count) ->
                        kernels.argmax(
                                height,
                                width,
                                mine(x, first * size),
                                places,
                                from + (int) first * windows,
                                count));
    }

    @Override
    public void mean(Bounds height, Bounds width, Span x, Span y, int planes) {
        long size = plane(height, width);
        long windows = windows(height, width);
        share(
                planes,
                Math.max(size, windows),
                (from, count) ->
                        kernels.mean(
                                height,
                                width,
                                mine(x, from * size),
                                mine(y, from * windows),
                                count));
    }

    @Override
    public void spread(Bounds height, Bounds width, Span g, Span x, int planes) {
        long size = plane(height, width);
        long windows = windows(height, width);
        share(
                planes,
                Math.max(size, windows),
                (from, count) ->
                        kernels.spread(
                                height,
                                width,
                                mine(g, from * windows),
                                mine(x, from * size),
                                count));
    }
}
