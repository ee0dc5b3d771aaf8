package org.arenagrad.io;

import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.BatchNorm;
import org.arenagrad.nn.BatchNorm1d;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.nn.GroupNorm;
import org.arenagrad.nn.InstanceNorm;
import org.arenagrad.nn.InstanceNorm1d;
import org.arenagrad.nn.InstanceNorm2d;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.RMSNorm;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// Normalisations as JSON, see [Architecture]:
///
/// ```json
/// {"layer": "LayerNorm", "size": [8], "eps": 1.0E-5}
/// {"layer": "BatchNorm2d", "channels": 8, "eps": 1.0E-5, "affine": true, "momentum": 0.1}
/// {"layer": "GroupNorm", "groups": 2, "channels": 8, "eps": 1.0E-5, "affine": true}
/// ```
///
/// A batch normalisation without a momentum takes means over all batches; an instance normalisation
/// without one has no running values.
final class NormLayers {
    static final List<LayerKind<?>> KINDS =
            List.of(
                    new LayerKind<>(
                            LayerNorm.class,
                            (norm, out) -> describe(norm.weight().shape(), norm.eps(), out),
                            from ->
                                    LayerNorm.of(
                                            from.weight("weight", from.wholes("size")),
                                            from.weight("bias", from.wholes("size")),
                                            from.real("eps"))),
                    new LayerKind<>(
                            RMSNorm.class,
                            (norm, out) -> {
                                describe(norm.size(), norm.eps(), out);
                                out.truth("affine", norm.weight() != null);
                            },
                            NormLayers::rmsNorm),
                    new LayerKind<>(
                            BatchNorm1d.class,
                            NormLayers::describe,
                            from -> {
                                Channels c = channels(from);
                                Running r = running(from);
                                return BatchNorm1d.of(
                                        c.weight,
                                        c.bias,
                                        r.mean,
                                        r.variance,
                                        r.batches,
                                        c.eps,
                                        momentum(from));
                            }),
                    new LayerKind<>(
                            BatchNorm2d.class,
                            NormLayers::describe,
                            from -> {
                                Channels c = channels(from);
                                Running r = running(from);
                                return BatchNorm2d.of(
                                        c.weight,
                                        c.bias,
                                        r.mean,
                                        r.variance,
                                        r.batches,
                                        c.eps,
                                        momentum(from));
                            }),
                    new LayerKind<>(GroupNorm.class, NormLayers::describe, NormLayers::groupNorm),
                    new LayerKind<>(
                            InstanceNorm1d.class,
                            NormLayers::describe,
                            from -> {
                                Channels c = channels(from);
                                Double momentum = momentum(from);
                                if (momentum != null) {
                                    Running r = running(from);
                                    return InstanceNorm1d.tracking(
                                            c.weight,
                                            c.bias,
                                            r.mean,
                                            r.variance,
                                            r.batches,
                                            c.eps,
                                            momentum);
                                }
                                return c.weight == null || c.bias == null
                                        ? InstanceNorm1d.of(c.count, c.eps, false, from.dtype())
                                        : InstanceNorm1d.of(c.weight, c.bias, c.eps);
                            }),
                    new LayerKind<>(
                            InstanceNorm2d.class,
                            NormLayers::describe,
                            from -> {
                                Channels c = channels(from);
                                Double momentum = momentum(from);
                                if (momentum != null) {
                                    Running r = running(from);
                                    return InstanceNorm2d.tracking(
                                            c.weight,
                                            c.bias,
                                            r.mean,
                                            r.variance,
                                            r.batches,
                                            c.eps,
                                            momentum);
                                }
                                return c.weight == null || c.bias == null
                                        ? InstanceNorm2d.of(c.count, c.eps, false, from.dtype())
                                        : InstanceNorm2d.of(c.weight, c.bias, c.eps);
                            }));

    private NormLayers() {}

    private static void describe(Shape size, double eps, LayerWriter out) throws IOException {
        out.shape("size", size);
        out.real("eps", eps);
    }

    private static RMSNorm rmsNorm(LayerReader from) throws IOException {
        int[] size = from.wholes("size");
        Tensor weight = from.weight(from.truth("affine"), "weight", size);
        double eps = from.real("eps");
        return weight == null ? RMSNorm.withoutWeight(eps, size) : RMSNorm.of(weight, eps);
    }

    private static void describe(int channels, @Nullable Tensor weight, double eps, LayerWriter out)
            throws IOException {
        out.whole("channels", channels);
        out.real("eps", eps);
        out.truth("affine", weight != null);
    }

    private static void describe(GroupNorm norm, LayerWriter out) throws IOException {
        out.whole("groups", norm.groups());
        describe(norm.channels(), norm.weight(), norm.eps(), out);
    }

    private static GroupNorm groupNorm(LayerReader from) throws IOException {
        int groups = from.whole("groups");
        Channels c = channels(from);
        return c.weight == null || c.bias == null
                ? GroupNorm.of(groups, c.count, c.eps, false, from.dtype())
                : GroupNorm.of(groups, c.weight, c.bias, c.eps);
    }

    private static void describe(BatchNorm norm, LayerWriter out) throws IOException {
        describe(norm.runningMean().shape().size(0), norm.weight(), norm.eps(), out);
        momentum(norm.momentum(), out);
    }

    private static void describe(InstanceNorm norm, LayerWriter out) throws IOException {
        describe(norm.channels(), norm.weight(), norm.eps(), out);
        momentum(norm.momentum(), out);
    }

    private static void momentum(@Nullable Double momentum, LayerWriter out) throws IOException {
        if (momentum != null) {
            out.real("momentum", momentum);
        }
    }

    private static @Nullable Double momentum(LayerReader from) {
        return from.has("momentum") ? from.real("momentum") : null;
    }

    /// What is the same for all that normalise channels.
    private record Channels(
            int count, double eps, @Nullable Tensor weight, @Nullable Tensor bias) {}

    private static Channels channels(LayerReader from) throws IOException {
        int count = from.whole("channels");
        boolean affine = from.truth("affine");
        return new Channels(
                count,
                from.real("eps"),
                from.weight(affine, "weight", count),
                from.weight(affine, "bias", count));
    }

    private record Running(Tensor mean, Tensor variance, Tensor batches) {}

    private static Running running(LayerReader from) throws IOException {
        int count = from.whole("channels");
        return new Running(
                from.weight("running_mean", count),
                from.weight("running_var", count),
                from.weight("num_batches_tracked"));
    }
}
