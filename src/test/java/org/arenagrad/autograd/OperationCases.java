package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.ndarray.ConvShapes;
import org.arenagrad.ndarray.Pooling;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// One or more applications of every type of operation, for tests that must hold for all of them.
///
/// A case stands for the operation that makes its output. Inputs keep away from points without a
/// derivative.
final class OperationCases {
    private final List<Case> cases = new ArrayList<>();

    /// @param inputs shapes; the values are random, between 0.3 and 1.7 in magnitude
    record Case(
            String name,
            Function<Tensor[], Tensor> function,
            boolean positive,
            List<Shape> inputs) {
        Tensor[] values() {
            Rng random = Rng.seed(name.hashCode());
            return inputs.stream().map(shape -> value(random, shape)).toArray(Tensor[]::new);
        }

        private Tensor value(Rng random, Shape shape) {
            Tensor magnitude = Tensor.uniform(random, 0.3, 1.7, shape.toArray());
            if (positive) {
                return magnitude;
            }
            return magnitude.mul(Tensor.rand(random, shape.toArray()).gt(0.5).mul(2).sub(1));
        }

        /// The operation the case stands for.
        Class<?> type() {
            Tensor[] leaves = values();
            for (Tensor leaf : leaves) {
                leaf.requireGrad();
            }
            Operation producer = function.apply(leaves).producer();
            if (producer == null) {
                throw new IllegalStateException(name + " recorded nothing");
            }
            return producer.getClass();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() {
        OperationCases all = new OperationCases();
        all.arithmetic();
        all.functions();
        all.reductions();
        all.shapes();
        all.picking();
        all.layers();
        all.images();
        return all.cases;
    }

    /// Every type of operation there is: the leaves of the sealed hierarchy.
    static Set<Class<?>> types() {
        Set<Class<?>> types = new LinkedHashSet<>();
        collect(Operation.class, types);
        return types;
    }

    private static void collect(Class<?> type, Set<Class<?>> into) {
        if (!type.isSealed()) {
            into.add(type);
            return;
        }
        Stream.of(type.getPermittedSubclasses()).forEach(sub -> collect(sub, into));
    }

    private void arithmetic() {
        binary("add", (a, b) -> a.add(b));
        binary("sub", (a, b) -> a.sub(b));
        binary("mul", (a, b) -> a.mul(b));
        binary("div", (a, b) -> a.div(b));
        binary("maximum", (a, b) -> a.maximum(b));
        binary("minimum", (a, b) -> a.minimum(b));
        positive("pow", x -> x[0].pow(x[1]), Shape.of(2, 3), Shape.of(3));
        positive("pow, base broadcast", x -> x[0].pow(x[1]), Shape.of(2, 1), Shape.of(2, 3));
        unary("add a number", x -> x.add(1.5));
        unary("mul by a number", x -> x.mul(-2.5));
        unary("div by a number", x -> x.div(3));
        unary("neg", x -> x.neg());
        unary("abs", x -> x.abs());
        unary("sign", x -> x.sign());
        unary("floor", x -> x.mul(0.9).floor());
        binary("remainder", (a, b) -> a.mul(2).remainder(b));
        unary("remainder by a number", x -> x.remainder(0.713));
        binary("atan2", (a, b) -> a.atan2(b));
        add("lerp", x -> x[0].lerp(x[1], x[2]), Shape.of(2, 3), Shape.of(3), Shape.of(2, 1));
        unary("lerp with a number", x -> x.lerp(x.square(), 0.7));
        unary("clamp", x -> x.clamp(-1.01, 0.71));
        unary("square", x -> x.square());
        unary("reciprocal", x -> x.reciprocal());
        unary("pow 3", x -> x.pow(3));
        unary("pow -2", x -> x.pow(-2));
        positive("sqrt", x -> x[0].sqrt(), Shape.of(2, 3));
        positive("rsqrt", x -> x[0].rsqrt(), Shape.of(2, 3));
        positive("pow 0.5", x -> x[0].pow(0.5), Shape.of(2, 3));
        add("mul with itself", x -> x[0].mul(x[0]), Shape.of(3));
        Tensor condition = Tensor.of(new double[][] {{1, 0, 2}, {0, 0, -1}});
        add("where", x -> condition.where(x[0], x[1]), Shape.of(2, 3), Shape.of(3));
        add(
                "where, condition broadcast",
                x -> condition.where(x[0], x[1]),
                Shape.of(4, 2, 3),
                Shape.of(2, 1));
        matmul(Shape.of(2, 3), Shape.of(3, 4));
        matmul(Shape.of(2, 1, 2, 3), Shape.of(4, 3, 2));
        matmul(Shape.of(3, 2), Shape.of(4, 2, 3));
        matmul(Shape.of(4, 2, 3), Shape.of(3, 2));
        add(
                "matmul of transposes",
                x -> x[0].transpose(0, 1).matmul(x[1].transpose(0, 1)),
                Shape.of(3, 2),
                Shape.of(4, 3));
    }

    private void functions() {
        unary("exp", x -> x.exp());
        positive("log", x -> x[0].log(), Shape.of(2, 3));
        positive("log1p", x -> x[0].log1p(), Shape.of(2, 3));
        unary("expm1", x -> x.expm1());
        unary("sin", x -> x.sin());
        unary("cos", x -> x.cos());
        unary("exp2", x -> x.exp2());
        positive("log2", x -> x[0].log2(), Shape.of(2, 3));
        positive("log10", x -> x[0].log10(), Shape.of(2, 3));
        unary("tan", x -> x.mul(0.8).tan());
        unary("asin", x -> x.mul(0.5).asin());
        unary("acos", x -> x.mul(0.5).acos());
        unary("atan", x -> x.atan());
        unary("sinh", x -> x.sinh());
        unary("cosh", x -> x.cosh());
        unary("asinh", x -> x.asinh());
        positive("acosh", x -> x[0].add(1).acosh(), Shape.of(2, 3));
        unary("atanh", x -> x.mul(0.5).atanh());
        unary("erf", x -> x.erf());
        unary("relu", x -> x.relu());
        unary("tanh", x -> x.tanh());
        unary("sigmoid", x -> x.sigmoid());
        unary("leakyRelu", x -> x.leakyRelu(0.1));
        unary("elu", x -> x.elu());
        unary("gelu", x -> x.gelu());
        unary("geluTanh", x -> x.geluTanh());
        unary("silu", x -> x.silu());
        unary("softplus", x -> x.softplus());
        unary("celu", x -> x.celu(0.7));
        unary("selu", x -> x.selu());
        unary("hardtanh", x -> x.hardtanh(-0.71, 1.21));
        unary("relu6", x -> x.mul(5).relu6());
        unary("hardswish", x -> x.mul(2.5).hardswish());
        unary("mish", x -> x.mish());
        unary("logSigmoid", x -> x.logSigmoid());
        unary("softsign", x -> x.softsign());
        for (Binary slope :
                List.of(
                        Binary.RELU_GRAD,
                        Binary.TANH_GRAD,
                        Binary.SIGMOID_GRAD,
                        Binary.GELU_GRAD)) {
            add(
                    slope.toString(),
                    x -> new Activation.Slope(slope, x[0], x[1]).apply(),
                    Shape.of(2, 3),
                    Shape.of(2, 3));
        }
    }

    private void reductions() {
        Shape shape = Shape.of(2, 3, 2);
        for (int[] dims : new int[][] {{}, {1}, {0, -1}}) {
            for (boolean keep : new boolean[] {false, true}) {
                String how = " over " + List.of(box(dims)) + (keep ? " kept" : "");
                add("sum" + how, x -> x[0].sum(keep, dims), shape);
                add("mean" + how, x -> x[0].mean(keep, dims), shape);
                add("amax" + how, x -> x[0].amax(keep, dims), shape);
                add("amin" + how, x -> x[0].amin(keep, dims), shape);
                add("var" + how, x -> x[0].var(1, keep, dims), shape);
                add("std" + how, x -> x[0].std(1, keep, dims), shape);
            }
        }
        add("var of a population", x -> x[0].var(0, false, 1), shape);
        for (int dim : new int[] {0, -1}) {
            add("prod along " + dim, x -> x[0].prod(dim), shape);
            add("cumsum along " + dim, x -> x[0].cumsum(dim), shape);
            add("softmax along " + dim, x -> x[0].softmax(dim), shape);
            add("logSoftmax along " + dim, x -> x[0].logSoftmax(dim), shape);
            add("logsumexp along " + dim, x -> x[0].logsumexp(dim), shape);
            add("logsumexp kept along " + dim, x -> x[0].logsumexp(true, dim), shape);
        }
        add("prod", x -> x[0].prod(), shape);
        Tensor hole = Tensor.of(1, 0, 1);
        add(
                "prod with a zero",
                x -> new Reductions.Prod(x[0].mul(hole), false).apply(),
                Shape.of(3));
        add("prod with two zeros", x -> x[0].mul(Tensor.of(0, 0, 1)).prod(0), Shape.of(2, 3));
    }

    private static Integer[] box(int... dims) {
        Integer[] boxed = new Integer[dims.length];
        for (int i = 0; i < dims.length; i++) {
            boxed[i] = dims[i];
        }
        return boxed;
    }

    private void shapes() {
        Shape shape = Shape.of(2, 3, 2);
        add("reshape", x -> x[0].reshape(3, -1), shape);
        add("reshape that copies", x -> x[0].transpose(0, 2).reshape(12), shape);
        add("permute", x -> x[0].permute(2, 0, 1), shape);
        add("permute from the end", x -> x[0].permute(-1, 0, -2), shape);
        add("transpose", x -> x[0].transpose(0, -1), shape);
        add("squeeze", x -> x[0].squeeze(1), Shape.of(2, 1, 3));
        add("unsqueeze", x -> x[0].unsqueeze(-1), shape);
        add("expand", x -> x[0].expand(4, 2, 3), Shape.of(2, 1));
        add("narrow", x -> x[0].narrow(1, 1, 2), shape);
        add("slice in steps", x -> x[0].slice(1, 0, 3, 2), shape);
        add("select", x -> x[0].select(1, -1), shape);
        add("flip", x -> x[0].flip(1), shape);
        add("copy", x -> x[0].copy(), shape);
        add("contiguous", x -> x[0].transpose(0, 1).contiguous(), shape);
        add("cat", x -> Tensor.cat(1, x), shape, Shape.of(2, 1, 2), shape);
        add("cat with itself", x -> Tensor.cat(0, x[0], x[0]), shape);
        add("stack", x -> Tensor.stack(0, x), Shape.of(2), Shape.of(2));
        add("pad", x -> x[0].pad(1, 0, 2, 1), shape);
        add("embed", x -> new Concat.Embed(x[0], Shape.of(2, 5), 1, 1, 2).apply(), Shape.of(2, 2));
        add(
                "embed backwards",
                x -> new Concat.Embed(x[0], Shape.of(2, 5), 1, 4, -2).apply(),
                Shape.of(2, 3));
    }

    private void picking() {
        Indices rows = Indices.of(2, 0, 2);
        add("indexSelect", x -> x[0].indexSelect(0, rows), Shape.of(3, 2));
        add("indexSelect of columns", x -> x[0].indexSelect(-1, rows), Shape.of(2, 3));
        Indices words = Indices.of(Shape.of(2, 2), 0, 1, 1, 2);
        add("embedding", x -> new IndexOps.IndexSelect(x[0], 0, words).apply(), Shape.of(3, 2));
        add(
                "indexAdd",
                x -> new IndexOps.IndexAdd(x[0], 0, rows, Shape.of(4, 2)).apply(),
                Shape.of(3, 2));
        Indices picked = Indices.of(Shape.of(2, 2), 2, 2, 0, 1);
        add("gather", x -> x[0].gather(1, picked), Shape.of(2, 3));
        add("gather along the first", x -> x[0].gather(0, picked), Shape.of(3, 2));
        add(
                "scatterAdd",
                x -> new IndexOps.ScatterAdd(x[0], 1, picked, Shape.of(2, 3)).apply(),
                Shape.of(2, 2));
    }

    private void layers() {
        add(
                "linear",
                x -> Layers.Linear.of(x[0], x[1], x[2]).apply(),
                Shape.of(4, 3),
                Shape.of(2, 3),
                Shape.of(2));
        add(
                "linear without bias",
                x -> Layers.Linear.of(x[0], x[1], null).apply(),
                Shape.of(4, 3),
                Shape.of(2, 3));
        add(
                "linear of a stack",
                x -> Layers.Linear.of(x[0], x[1], x[2]).apply(),
                Shape.of(2, 4, 3),
                Shape.of(2, 3),
                Shape.of(2));
        add(
                "linear of a vector",
                x -> Layers.Linear.of(x[0], x[1], x[2]).apply(),
                Shape.of(3),
                Shape.of(2, 3),
                Shape.of(2));
        add(
                "mseLoss",
                x -> new Layers.MeanSquaredError(x[0], x[1]).apply(),
                Shape.of(4, 3),
                Shape.of(4, 3));
        Indices classes = Indices.of(2, 0, 1, 2);
        Tensor one = Tensor.scalar(1);
        Tensor weights = Tensor.of(0.5, 2, 1, 0);
        add(
                "crossEntropy",
                x -> new Layers.CrossEntropy(x[0], classes, one, 0).apply(),
                Shape.of(4, 3));
        add(
                "crossEntropy, weighted and smoothed",
                x -> new Layers.CrossEntropy(x[0], classes, weights, 0.2).apply(),
                Shape.of(4, 3));
        add(
                "checkpoint",
                x -> Autograd.checkpoint(y -> y.matmul(x[1]).tanh().mul(y), x[0]),
                Shape.of(2, 3),
                Shape.of(3, 3));
        Tensor target = Tensor.of(new double[][] {{0, 1, 0.3}, {1, 0.5, 0}});
        positive(
                "binaryCrossEntropy",
                x -> Fused.binaryCrossEntropy(x[0].mul(0.5), target),
                Shape.of(2, 3));
        add(
                "binaryCrossEntropyWithLogits",
                x -> Fused.binaryCrossEntropyWithLogits(x[0], target),
                Shape.of(2, 3));
        positive(
                "binaryCrossEntropy of both",
                x -> Fused.binaryCrossEntropy(x[0].mul(0.5), x[1].mul(0.5)),
                Shape.of(2, 3),
                Shape.of(2, 3));
        add(
                "binaryCrossEntropyWithLogits of both",
                x -> Fused.binaryCrossEntropyWithLogits(x[0], x[1]),
                Shape.of(2, 3),
                Shape.of(2, 3));
        add("normalize", x -> new Layers.Normalize(x[0], 1e-5).apply(), Shape.of(3, 4));
        add(
                "gradient of normalize",
                x -> {
                    Tensor y = new Layers.Normalize(x[1], 1e-5).apply();
                    return new Layers.NormalizeSlope(x[0], x[1], y, 1e-5).apply();
                },
                Shape.of(3, 4),
                Shape.of(3, 4));
        add(
                "dropout",
                x -> new Layers.Dropout(x[0], Tensor.of(2, 0, 0, 2)).apply(),
                Shape.of(3, 4));
        Shape channels = Shape.of(2);
        add("batchNorm", x -> batchNorm(x[0], x[1], x[2]), Shape.of(3, 2), channels, channels);
        add(
                "batchNorm of sequences",
                x -> batchNorm(x[0], x[1], x[2]),
                Shape.of(2, 2, 3),
                channels,
                channels);
        add("batchNorm without scale", x -> batchNorm(x[0], null, null), Shape.of(2, 2, 1, 3));
        add("rmsNorm", x -> Fused.rmsNorm(x[0], 1, x[1], 1e-6), Shape.of(2, 3), Shape.of(3));
        add(
                "rmsNorm of two dimensions",
                x -> Fused.rmsNorm(x[0], 2, x[1], 0.1),
                Shape.of(2, 2, 3),
                Shape.of(2, 3));
        add("rmsNorm without scale", x -> Fused.rmsNorm(x[0], 1, null, 1e-6), Shape.of(2, 3));
        Shape state = Shape.of(2, 3);
        Shape three = Shape.of(2, 9);
        Shape four = Shape.of(2, 12);
        add("lstmGates", x -> Fused.lstmGates(x[0], x[1]), four, four);
        add("lstmCell", x -> Fused.lstmCell(x[0], x[1]), four, state);
        add("lstmHidden", x -> Fused.lstmHidden(x[0], x[1]), four, state);
        add("gruGates", x -> Fused.gruGates(x[0], x[1]), three, three);
        add("gruHidden", x -> Fused.gruHidden(x[0], x[1]), four, state);
        add(
                "attention",
                x -> Fused.scaledDotProductAttention(x[0], x[1], x[2], AttentionOptions.CAUSAL),
                Shape.of(2, 3, 2),
                Shape.of(2, 3, 2),
                Shape.of(2, 3, 2));
        add(
                "attention with a mask",
                x -> {
                    var options = AttentionOptions.DEFAULT.withMask(x[3]);
                    return Fused.scaledDotProductAttention(x[0], x[1], x[2], options);
                },
                Shape.of(2, 66, 2),
                Shape.of(2, 3, 2),
                Shape.of(2, 3, 1),
                Shape.of(66, 3));
        add("to", x -> x[0].to(DType.FLOAT32), Shape.of(2, 3));
    }

    private void images() {
        ConvOptions options =
                ConvOptions.DEFAULT.withStride(2).withPadding(1).withDilation(new Pair(1, 2));
        Shape x = Shape.of(2, 2, 3, 4);
        Shape w = Shape.of(2, 2, 2, 2);
        add("conv2d", in -> in[0].conv2d(in[1], in[2], options), x, w, Shape.of(2));
        ConvShapes shapes =
                ConvShapes.of(
                        x,
                        w,
                        Window.of(2).withStride(2).withPadding(1).withDilation(new Pair(1, 2)),
                        1);
        add("conv2d, weight", in -> weight(shapes, in), x, Shape.of(2, 2, 2, 2));
        ConvOptions groups = ConvOptions.DEFAULT.withGroups(2).withPadding(1);
        add("conv2d in groups", in -> in[0].conv2d(in[1], null, groups), x, Shape.of(4, 1, 2, 2));
        add(
                "convTranspose2d",
                in -> in[0].convTranspose2d(in[1], in[2], groups),
                x,
                Shape.of(2, 2, 2, 2),
                Shape.of(4));
        add("windows", in -> in[0].windows(-1, 3, 1), x);
        add("windows, apart", in -> in[0].windows(2, 2, 1).windows(3, 2, 2), x);
        add("unfold", in -> in[0].unfold(Window.of(2).withPadding(1)), x);
        add("fold", in -> in[0].fold(3, 2, Window.of(2)), Shape.of(2, 8, 2));
        Window pool = Window.of(2).withPadding(1);
        add("maxPool2d", in -> in[0].maxPool2d(pool).values(), x);
        add("avgPool2d", in -> in[0].avgPool2d(pool, false), x);
        add(
                "avgPool2d, spread",
                in -> new Averaging.Spread(in[0], pooling(), Shape.of(2, 2, 3, 4)).apply(),
                Shape.of(2, 2, 2, 3));
        add("interpolateBilinear", in -> in[0].interpolateBilinear(5, 3, false), x);
        add("interpolateNearest", in -> in[0].interpolateNearest(5, 3), x);
    }

    private static Pooling pooling() {
        return Pooling.mean(Window.of(2), true, new Pair(3, 4));
    }

    private static Tensor weight(ConvShapes shapes, Tensor... in) {
        return new Convolution.Weight("conv2d", shapes, in).apply();
    }

    private static Tensor batchNorm(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
        int channels = x.shape().size(1);
        Tensor mean = Tensor.zeros(x.dtype(), channels);
        Tensor variance = Tensor.ones(x.dtype(), channels);
        return Fused.batchNorm(x, weight, bias, mean, variance, 0.1, 1e-5);
    }

    private interface Two {
        Tensor apply(Tensor a, Tensor b);
    }

    private void unary(String name, Function<Tensor, Tensor> function) {
        add(name, x -> function.apply(x[0]), Shape.of(3, 4));
        add(name + " of a scalar", x -> function.apply(x[0]), Shape.SCALAR);
    }

    private void binary(String name, Two function) {
        add(name, x -> function.apply(x[0], x[1]), Shape.of(2, 3), Shape.of(2, 3));
        add(
                name + ", right broadcast",
                x -> function.apply(x[0], x[1]),
                Shape.of(2, 3),
                Shape.of(3));
        add(
                name + ", both broadcast",
                x -> function.apply(x[0], x[1]),
                Shape.of(2, 1),
                Shape.of(4, 1, 3));
        add(
                name + ", left a scalar",
                x -> function.apply(x[0], x[1]),
                Shape.SCALAR,
                Shape.of(2, 3));
    }

    private void matmul(Shape a, Shape b) {
        add("matmul " + a + " " + b, x -> x[0].matmul(x[1]), a, b);
    }

    private void positive(String name, Function<Tensor[], Tensor> function, Shape... inputs) {
        cases.add(new Case(name, function, true, List.of(inputs)));
    }

    private void add(String name, Function<Tensor[], Tensor> function, Shape... inputs) {
        cases.add(new Case(name, function, false, List.of(inputs)));
    }
}
