package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Backend;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.GradCheck;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.BackendChoice;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.GRUCell;
import org.arenagrad.nn.GroupNorm;
import org.arenagrad.nn.LSTMCell;
import org.arenagrad.nn.LayerNorm;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `arenagrad gradcheck`: gradients against finite differences.
@Command(
        name = "gradcheck",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Compares gradients, and gradients of gradients, with finite differences.",
            "Exits with 1 if one is off by more than rounding error."
        },
        footer = {"", "For example:", "  arenagrad gradcheck --seed 7 --backend scalar"})
public final class GradCheckCommand implements Callable<Integer> {
    private final PrintStream out;

    @Option(names = "--seed", paramLabel = "N", description = "The random seed of the inputs.")
    private long seed;

    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            description = "The backend, ${COMPLETION-CANDIDATES}; by default the best available.")
    private @Nullable BackendChoice backend;

    /// The command, writing to a terminal.
    public GradCheckCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    /// A function to check.
    ///
    /// @param name what it is called
    /// @param smooth whether it has second derivatives that are not 0 nearly everywhere
    /// @param function of tensors
    /// @param shapes of those
    private record Case(
            String name, boolean smooth, Function<Tensor[], Tensor> function, List<int[]> shapes) {}

    private static final int[] SQUARE = {3, 4};

    private static final List<Case> CASES =
            List.of(
                    new Case("add", false, x -> x[0].add(x[1]), List.of(SQUARE, SQUARE)),
                    new Case("mul", true, x -> x[0].mul(x[1]), List.of(SQUARE, new int[] {4})),
                    new Case("div", true, x -> x[0].div(x[1].exp()), List.of(SQUARE, SQUARE)),
                    new Case(
                            "matmul",
                            true,
                            x -> x[0].matmul(x[1]),
                            List.of(SQUARE, new int[] {4, 2})),
                    new Case("exp", true, x -> x[0].exp(), List.of(SQUARE)),
                    new Case("log", true, x -> x[0].square().add(1).log(), List.of(SQUARE)),
                    new Case("tanh", true, x -> x[0].tanh(), List.of(SQUARE)),
                    new Case("sigmoid", true, x -> x[0].sigmoid(), List.of(SQUARE)),
                    new Case("gelu", true, x -> x[0].gelu(), List.of(SQUARE)),
                    new Case("silu", true, x -> x[0].silu(), List.of(SQUARE)),
                    new Case("softplus", true, x -> x[0].softplus(), List.of(SQUARE)),
                    new Case("relu", false, x -> x[0].relu(), List.of(SQUARE)),
                    new Case("mean", false, x -> x[0].mean(), List.of(SQUARE)),
                    new Case("softmax", true, x -> x[0].softmax(1), List.of(SQUARE)),
                    new Case("log-softmax", true, x -> x[0].logSoftmax(1), List.of(SQUARE)),
                    new Case(
                            "cross-entropy",
                            true,
                            x -> Losses.crossEntropy(x[0], Indices.of(3, 0, 1)),
                            List.of(SQUARE)),
                    new Case("mse", true, x -> Losses.mseLoss(x[0], x[1]), List.of(SQUARE, SQUARE)),
                    new Case(
                            "bce of logits",
                            true,
                            x ->
                                    Losses.binaryCrossEntropyWithLogits(
                                            x[0], Tensor.ones(3, 4).mul(0.25)),
                            List.of(SQUARE)),
                    new Case(
                            "conv2d",
                            true,
                            x -> x[0].conv2d(x[1], x[2], ConvOptions.DEFAULT.withPadding(1)),
                            List.of(new int[] {2, 2, 3, 4}, new int[] {3, 2, 2, 2}, new int[] {3})),
                    new Case(
                            "max-pool",
                            false,
                            x -> x[0].maxPool2d(2),
                            List.of(new int[] {1, 2, 4, 4})),
                    new Case(
                            "interpolate",
                            false,
                            x -> x[0].interpolateBilinear(5, 3, false),
                            List.of(new int[] {1, 2, 3, 4})),
                    new Case(
                            "layer-norm",
                            true,
                            x -> LayerNorm.of(x[1], x[2], 0.1).apply(x[0]),
                            List.of(SQUARE, new int[] {4}, new int[] {4})),
                    new Case(
                            "group-norm",
                            true,
                            x -> GroupNorm.of(2, x[1], x[2], 0.1).apply(x[0]),
                            List.of(SQUARE, new int[] {4}, new int[] {4})),
                    new Case(
                            "gru",
                            true,
                            x -> GRUCell.of(x[1], x[2], null, null).apply(x[0], null),
                            List.of(SQUARE, new int[] {6, 4}, new int[] {6, 2})),
                    new Case(
                            "lstm",
                            true,
                            x -> LSTMCell.of(x[1], x[2], null, null).apply(x[0], null).h(),
                            List.of(SQUARE, new int[] {8, 4}, new int[] {8, 2})),
                    new Case(
                            "attention",
                            true,
                            x ->
                                    Fused.scaledDotProductAttention(
                                            x[0],
                                            x[1],
                                            x[2],
                                            AttentionOptions.CAUSAL.withMask(x[3])),
                            List.of(SQUARE, SQUARE, SQUARE, new int[] {3, 3})),
                    new Case(
                            "two layers",
                            true,
                            x -> x[0].matmul(x[1]).add(x[2]).tanh().matmul(x[3]),
                            List.of(SQUARE, new int[] {4, 5}, new int[] {5}, new int[] {5, 2})));

    @Override
    public Integer call() {
        if (backend != null) {
            Backend.use(backend.toString());
        }
        int failed = 0;
        out.printf("%-14s %-6s %s%n", "function", "orders", "error, in units of what is allowed");
        for (Case one : CASES) {
            GradCheck.Worst worst = worst(one);
            failed += worst.passed() ? 0 : 1;
            out.printf(
                    Locale.ROOT,
                    "%-14s %-6s %.3f%s%n",
                    one.name(),
                    one.smooth() ? "1, 2" : "1",
                    worst.error(),
                    worst.passed() ? "" : "  WRONG: " + worst);
        }
        out.printf("%d functions checked, %d wrong%n", CASES.size(), failed);
        return failed == 0 ? 0 : 1;
    }

    private GradCheck.Worst worst(Case one) {
        Rng rng = Rng.seed(seed);
        try (var _ = Scope.open("inputs")) {
            Tensor[] inputs = new Tensor[one.shapes().size()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = Tensor.randn(rng, one.shapes().get(i));
            }
            GradCheck check = GradCheck.of(one.function());
            return (one.smooth() ? check.secondOrder() : check).worst(inputs);
        }
    }
}
