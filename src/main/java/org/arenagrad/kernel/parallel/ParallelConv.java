package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.ConvKernels;
import org.arenagrad.kernel.ConvSizes;
import org.arenagrad.kernel.Span;
import org.jspecify.annotations.Nullable;

/// Convolutions shared among threads: forward by images, the gradient for the weight, which adds up
/// over images, by channels of the result.
public final class ParallelConv implements ConvKernels {
    private final ConvKernels kernels;
    private final long worthSharing;

    /// @param worthSharing multiplications from which on a second thread pays
    public ParallelConv(ConvKernels kernels, long worthSharing) {
        this.kernels = kernels;
        this.worthSharing = worthSharing;
    }

    private int piece(ConvSizes sizes, int parts) {
        return sizes.multiplications() < worthSharing
                ? parts
                : Math.ceilDiv(parts, Threads.count());
    }

    @Override
    public void forward(ConvSizes sizes, Span x, Weight w, @Nullable Span bias, Span y) {
        int piece = piece(sizes, sizes.images());
        if (!Parallel.pays(sizes.images(), piece)) {
            kernels.forward(sizes, x, w, bias, y);
            return;
        }
        long in = (long) sizes.groups() * sizes.in() * sizes.inputPlane();
        long out = (long) sizes.groups() * sizes.out() * sizes.outputPlane();
        Parallel.run(
                sizes.images(),
                piece,
                (from, to) ->
                        kernels.forward(
                                sizes.withImages((int) (to - from)),
                                mine(x, from * in),
                                new Weight(
                                        mine(w.run(), 0), w.group(), w.out(), w.in(), w.turned()),
                                bias == null ? null : mine(bias, 0),
                                mine(y, from * out)));
    }

    @Override
    public void weight(ConvSizes sizes, Span x, Span g, Span dw, int from, int to) {
        int piece = Math.ceilDiv(piece(sizes, to - from), 2) * 2;
        if (!Parallel.pays(to - from, piece)) {
            kernels.weight(sizes, x, g, dw, from, to);
            return;
        }
        Parallel.run(
                to - from,
                piece,
                (first, last) ->
                        kernels.weight(
                                sizes,
                                mine(x, 0),
                                mine(g, 0),
                                mine(dw, 0),
                                from + (int) first,
                                from + (int) last));
    }
}
