package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every operation gives PyTorch's values and PyTorch's gradients.
@Tag("backend")
class OpsReferenceTest {
    private static final int CASES = 322;

    /// Those of ops-more.json: where formulas divide by 0 or subtract infinities, and PyTorch's
    /// conventions for scalars, bounds and sizes.
    private static final int MORE_CASES = 166;

    private static int ran;

    static Stream<Arguments> everyCaseInEveryType() {
        List<Case> cases = new ArrayList<>(Reference.cases("ops.json"));
        cases.addAll(Reference.cases("ops-more.json"));
        assertThat(cases).hasSize(CASES + MORE_CASES);
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void agreesWithPyTorch(Case c, DType dtype) {
        try (var _ = Scope.open("case")) {
            Tensor[] x = new Tensor[c.inputs()];
            for (int i = 0; i < x.length; i++) {
                x[i] = c.grad(i) == null ? c.input(i).tensor(dtype) : c.input(i).leaf(dtype);
            }
            Tensor y = compute(c, x);
            Reference.assertClose(c + " output", c.output(), y);
            if (c.hasUpstream()) {
                y.backward(c.upstream().tensor(dtype));
            }
            for (int i = 0; i < x.length; i++) {
                Values gradient = c.grad(i);
                assertThat(x[i].hasGrad())
                        .as("%s has gradient %s", c, i)
                        .isEqualTo(gradient != null);
                if (gradient != null) {
                    Reference.assertClose(c + " gradient " + i, gradient, x[i].grad());
                }
            }
        }
        ran++;
    }

    @AfterAll
    static void allOfThemRan() {
        System.out.printf(
                "ops.json and ops-more.json: %d cases passed in each of %s on backend %s%n",
                ran / DType.values().length, Arrays.toString(DType.values()), Backend.name());
        assertThat(ran).isEqualTo((CASES + MORE_CASES) * DType.values().length);
    }

    private static Tensor compute(Case c, Tensor[] x) {
        return switch (c.op()) {
            case "neg" -> x[0].neg();
            case "abs" -> x[0].abs();
            case "exp" -> x[0].exp();
            case "log" -> x[0].log();
            case "sqrt" -> x[0].sqrt();
            case "sign" -> x[0].sign();
            case "square" -> x[0].square();
            case "reciprocal" -> x[0].reciprocal();
            case "sin" -> x[0].sin();
            case "cos" -> x[0].cos();
            case "tanh" -> x[0].tanh();
            case "sigmoid" -> x[0].sigmoid();
            case "relu" -> x[0].relu();
            case "softplus" -> x[0].softplus();
            case "gelu" -> c.hasAttr("approximate") ? x[0].geluTanh() : x[0].gelu();
            case "silu" -> x[0].silu();
            case "elu" -> x[0].elu();
            case "log1p" -> x[0].log1p();
            case "expm1" -> x[0].expm1();
            case "erf" -> x[0].erf();
            case "leaky_relu" -> x[0].leakyRelu(c.attr("negative_slope").asDouble());
            case "pow_scalar" -> x[0].pow(c.attr("exponent").asDouble());
            case "clamp" -> x[0].clamp(c.attr("min").asDouble(), c.attr("max").asDouble());
            case "add" -> x[0].add(x[1]);
            case "sub" -> x[0].sub(x[1]);
            case "mul" -> x[0].mul(x[1]);
            case "div" -> x[0].div(x[1]);
            case "maximum" -> x[0].maximum(x[1]);
            case "minimum" -> x[0].minimum(x[1]);
            case "pow" -> x[0].pow(x[1]);
            case "where" -> c.values("condition").tensor(x[0].dtype()).where(x[0], x[1]);
            case "matmul" -> x[0].matmul(x[1]);
            case "matmul_transposed" ->
                    turned(c, "transpose_a", x[0]).matmul(turned(c, "transpose_b", x[1]));
            case "sum" -> x[0].sum(keepDim(c), c.ints("dim"));
            case "mean" -> x[0].mean(keepDim(c), c.ints("dim"));
            case "amax" -> x[0].amax(keepDim(c), c.ints("dim"));
            case "amin" -> x[0].amin(keepDim(c), c.ints("dim"));
            case "logsumexp" -> x[0].logsumexp(keepDim(c), dim(c));
            case "prod" -> c.hasAttr("dim") ? x[0].prod(keepDim(c), dim(c)) : x[0].prod();
            case "var" -> x[0].var(correction(c), keepDim(c), c.ints("dim"));
            case "std" -> x[0].std(correction(c), keepDim(c), c.ints("dim"));
            case "argmax" -> argmax(x[0], dim(c));
            case "softmax" -> x[0].softmax(dim(c));
            case "log_softmax" -> x[0].logSoftmax(dim(c));
            case "cumsum" -> x[0].cumsum(dim(c));
            case "reshape" -> x[0].reshape(c.ints("shape"));
            case "transpose" -> x[0].transpose(c.attr("dim0").asInt(), c.attr("dim1").asInt());
            case "permute" -> x[0].permute(c.ints("dims"));
            case "transpose_mul" -> x[0].transpose(0, 1).mul(x[1]);
            case "flatten" -> x[0].flatten(dim(c));
            case "slice" ->
                    x[0].slice(
                            dim(c),
                            c.attr("start").asInt(),
                            c.attr("end").asInt(),
                            c.attr("step").asInt());
            case "squeeze" -> x[0].squeeze(dim(c));
            case "unsqueeze" -> x[0].unsqueeze(dim(c));
            case "expand" -> x[0].expand(c.ints("shape"));
            case "narrow" -> x[0].narrow(dim(c), c.attr("start").asInt(), c.attr("length").asInt());
            case "binary_cross_entropy" -> Fused.binaryCrossEntropy(x[0], x[1]);
            case "binary_cross_entropy_with_logits" ->
                    Fused.binaryCrossEntropyWithLogits(x[0], x[1]);
            case "cat" -> Tensor.cat(dim(c), x);
            case "stack" -> Tensor.stack(dim(c), x);
            case "index_select" -> x[0].indexSelect(dim(c), c.ints("index"));
            case "gather" -> x[0].gather(dim(c), c.values("index").indices());
            case "flip" -> x[0].flip(c.ints("dims"));
            case "pad" -> x[0].pad(c.ints("before_after_last_dim_first"));
            case "expr:x*x+x" -> x[0].mul(x[0]).add(x[0]);
            case "expr:tanh(x)*tanh(x)+exp(x)" -> x[0].tanh().mul(x[0].tanh()).add(x[0].exp());
            case "expr:relu(x@w+b).mean()" -> x[0].matmul(x[1]).add(x[2]).relu().mean();
            default -> throw new IllegalArgumentException("no operation for " + c.op());
        };
    }

    private static int dim(Case c) {
        return c.attr("dim").asInt();
    }

    private static int correction(Case c) {
        return c.hasAttr("correction") ? c.attr("correction").asInt() : 1;
    }

    private static boolean keepDim(Case c) {
        return c.attr("keepdim").asBoolean();
    }

    private static Tensor turned(Case c, String attribute, Tensor x) {
        return c.attr(attribute).asBoolean() ? x.transpose(0, 1) : x;
    }

    private static Tensor argmax(Tensor x, int dim) {
        Indices at = x.argmax(dim);
        double[] positions = Arrays.stream(at.toArray()).asDoubleStream().toArray();
        return Tensor.from(x.dtype(), positions, at.shape().toArray());
    }
}
