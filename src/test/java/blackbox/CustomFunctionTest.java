package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.CustomFunction;
import org.arenagrad.autograd.GradCheck;
import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.GraphConsumedException;
import org.arenagrad.autograd.InPlaceException;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.MemoryPlan;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Operations that users define live as the built-in ones do.
@Tag("backend")
class CustomFunctionTest {
    /// Reads its result only.
    record ScaledTanh(double scale) implements CustomFunction {
        @Override
        public String name() {
            return "scaledTanh";
        }

        @Override
        public List<Tensor> forward(Context context, List<Tensor> inputs) {
            Tensor y = inputs.getFirst().tanh().mul(scale);
            context.save(y);
            return List.of(y);
        }

        @Override
        public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
            Tensor t = context.saved(0).mul(1 / scale);
            return List.of(upstream.getFirst().mul(t.square().neg().add(1)).mul(scale));
        }
    }

    /// Two inputs and two results, `a·b` and `a + b`.
    record ProductAndSum() implements CustomFunction {
        @Override
        public String name() {
            return "productAndSum";
        }

        @Override
        public List<Tensor> forward(Context context, List<Tensor> inputs) {
            Tensor a = inputs.get(0);
            Tensor b = inputs.get(1);
            context.save(a, b);
            return List.of(a.mul(b), a.add(b));
        }

        @Override
        public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
            Tensor product = upstream.get(0);
            Tensor sum = upstream.get(1);
            return Arrays.asList(
                    context.needsGrad(0) ? product.mul(context.saved(1)).add(sum) : null,
                    context.needsGrad(1) ? product.mul(context.saved(0)).add(sum) : null);
        }
    }

    /// `(x + 1)²`, whose backward reads what forward computed on the way.
    record SquareOfNext() implements CustomFunction {
        @Override
        public String name() {
            return "squareOfNext";
        }

        @Override
        public List<Tensor> forward(Context context, List<Tensor> inputs) {
            Tensor next = inputs.getFirst().add(1);
            context.save(next);
            return List.of(next.square());
        }

        @Override
        public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
            return List.of(upstream.getFirst().mul(context.saved(0)).mul(2));
        }
    }

    /// The largest element of a vector, found with plain Java.
    record Largest() implements CustomFunction {
        @Override
        public String name() {
            return "largest";
        }

        @Override
        public List<Tensor> forward(Context context, List<Tensor> inputs) {
            Tensor x = inputs.getFirst();
            context.save(x);
            context.note(x.argmax(0));
            return List.of(x.amax(0));
        }

        @Override
        public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
            double[] gradient = new double[context.saved(0).toArray().length];
            gradient[context.noted(Indices.class).get(0)] = upstream.getFirst().item();
            return List.of(Tensor.of(gradient));
        }
    }

    private static Tensor random(int... shape) {
        return Tensor.randn(Rng.seed(3), shape);
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        GradCheck.of(x -> new ScaledTanh(2).apply(x)).secondOrder().check(random(3, 4));
        for (int result = 0; result < 2; result++) {
            int k = result;
            GradCheck.of(x -> new ProductAndSum().applyAll(x).get(k).mul(x[0]))
                    .secondOrder()
                    .check(random(3), random(3));
        }
        GradCheck.of(
                        x -> {
                            List<Tensor> both = new ProductAndSum().applyAll(x);
                            return both.get(0).tanh().mul(both.get(1));
                        })
                .secondOrder()
                .check(random(2, 3), random(2, 3));
        GradCheck.of(x -> new SquareOfNext().apply(x)).check(random(5));
        GradCheck.of(x -> new Largest().apply(x)).check(random(5));
    }

    @Test
    void aResultThatNothingReadsCountsAsZero() {
        Tensor a = Tensor.of(2, 3).requireGrad();
        Tensor b = Tensor.of(5, 7);
        List<Tensor> both = new ProductAndSum().applyAll(a, b);
        both.get(1).sum().backward();
        assertThat(a.grad().toArray()).containsExactly(1, 1);
        assertThat(b.hasGrad()).isFalse();
    }

    @Test
    void valuesEndAsThoseOfBuiltInOperationsDo() {
        try (Scope _ = Scope.open("step")) {
            Tensor x = Tensor.of(0.5, -1).requireGrad();
            long before = Ledger.current().liveBytes();
            Tensor y = new ScaledTanh(2).apply(x);
            assertThat(Ledger.current().liveBytes()).as("y alone").isEqualTo(before + 16);
            Tensor loss = y.sum();
            loss.backward();
            assertThat(Ledger.current().liveBytes()).as("the loss alone").isEqualTo(before + 8);
            assertThatThrownBy(y::toArray)
                    .isInstanceOf(TensorClosedException.class)
                    .hasMessageContaining("scaledTanh")
                    .hasMessageContaining("backward()");
            assertThatThrownBy(() -> y.sum().backward()).isInstanceOf(TensorClosedException.class);
            assertThatThrownBy(loss::backward).isInstanceOf(GraphConsumedException.class);
        }
    }

    @Test
    void whatIsComputedWithoutGradientSavesNothing() {
        try (Scope scope = Scope.open("step")) {
            Tensor x = Tensor.of(1, 2);
            Tensor y = new SquareOfNext().apply(x);
            assertThat(y.requiresGrad()).isFalse();
            assertThat(y.toArray()).containsExactly(4, 9);
            try (var _ = Autograd.noGrad()) {
                assertThat(new ScaledTanh(1).apply(random(2).requireGrad()).requiresGrad())
                        .isFalse();
            }
            assertThat(scope.liveBytes()).as("nothing but x, y and two gradients").isLessThan(120);
        }
    }

    @Test
    void aSavedValueChangedInPlaceIsAnError() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor b = Tensor.of(3, 4);
        Tensor y = new ProductAndSum().applyAll(x, b).getFirst();
        b.mulInPlace(2);
        assertThatThrownBy(() -> y.sum().backward())
                .isInstanceOf(InPlaceException.class)
                .hasMessageContaining("productAndSum");
    }

    @Test
    void aDryRunPredictsWhatItTakes() {
        try (Scope _ = Scope.open("life")) {
            Tensor x = random(64, 8).requireGrad();
            Tensor b = random(64, 8).requireGrad();
            Runnable step =
                    () -> {
                        List<Tensor> both = new ProductAndSum().applyAll(x, b);
                        new ScaledTanh(3).apply(both.get(0)).mul(both.get(1)).sum().backward();
                        x.zeroGrad();
                        b.zeroGrad();
                    };
            MemoryPlan plan = Scope.dryRun(step);
            Ledger.current().resetPeak();
            try (Scope _ = Scope.open("step")) {
                step.run();
            }
            assertThat(plan.peakBytes()).isEqualTo(Ledger.current().peakBytes());
        }
    }

    @Test
    void aRuleThatCannotBeDifferentiatedSaysSo() {
        Tensor x = random(4).requireGrad();
        assertThatThrownBy(() -> Autograd.grad(new SquareOfNext().apply(x).sum(), List.of(x), true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("squareOfNext can't be differentiated twice")
                .hasMessageContaining("on the way");
        assertThatThrownBy(() -> Autograd.grad(new Largest().apply(x.mul(2)), List.of(x), true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("largest can't be differentiated twice")
                .hasMessageContaining("toArray()");
        // Once is no problem.
        assertThat(Autograd.grad(new SquareOfNext().apply(x).sum(), List.of(x), false)).hasSize(1);
    }

    @Test
    void worksWithinACheckpoint() {
        Tensor x = random(4).requireGrad();
        new ScaledTanh(2).apply(x.mul(3)).sum().backward();
        double[] plain = x.grad().toArray();
        x.zeroGrad();
        Autograd.checkpoint(y -> new ScaledTanh(2).apply(y.mul(3)), x).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(plain, within(0.0));
    }

    @Test
    void anInputMayBeReturnedAndNamedTwice() {
        CustomFunction same =
                new CustomFunction() {
                    @Override
                    public String name() {
                        return "same";
                    }

                    @Override
                    public List<Tensor> forward(Context context, List<Tensor> inputs) {
                        context.save(inputs.get(0), inputs.get(1));
                        return inputs;
                    }

                    @Override
                    public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
                        return List.copyOf(upstream);
                    }
                };
        Tensor x = Tensor.of(1, 2).requireGrad();
        List<Tensor> both = same.applyAll(x, x);
        both.get(0).mul(both.get(1)).mul(Tensor.of(1, 10)).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(2, 40);
    }

    @Test
    void isANodeOfTheGraph() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        List<Tensor> both = new ProductAndSum().applyAll(x, x);
        Graph graph = Graph.of(both.get(0).add(both.get(1)));
        assertThat(graph.nodes()).extracting(Graph.Node::operation).contains("productAndSum");
        assertThat(graph.nodes().getFirst().outputs()).hasSize(2);
    }

    /// A function of one input whose forward and backward are given.
    private record Given(
            BiFunction<Context, Tensor, @Nullable List<Tensor>> there,
            BiFunction<Context, Tensor, @Nullable List<@Nullable Tensor>> back)
            implements CustomFunction {
        @Override
        public String name() {
            return "given";
        }

        @Override
        @SuppressWarnings("NullAway") // The mistake that is tried.
        public List<Tensor> forward(Context context, List<Tensor> inputs) {
            return there.apply(context, inputs.getFirst());
        }

        @Override
        @SuppressWarnings("NullAway")
        public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
            return back.apply(context, upstream.getFirst());
        }
    }

    @Test
    void mistakesAreNamed() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThatThrownBy(() -> new Given((_, _) -> null, (_, _) -> null).apply(x))
                .hasMessageContaining("given: forward returned null");
        assertThatThrownBy(() -> new Given((_, _) -> List.of(), (_, _) -> null).apply(x))
                .hasMessageContaining("given: forward returned no tensor");
        assertThatThrownBy(() -> new ProductAndSum().apply(x, x))
                .hasMessageContaining("productAndSum: forward returned 2 tensors")
                .hasMessageContaining("applyAll");
        assertThatThrownBy(
                        () ->
                                new Given((_, y) -> List.of(y.mul(2)), (_, _) -> null)
                                        .apply(x)
                                        .sum()
                                        .backward())
                .hasMessageContaining("given: backward returned null for 1 inputs");
        assertThatThrownBy(
                        () ->
                                new Given(
                                                (_, y) -> List.of(y.mul(2)),
                                                (_, _) -> List.of(Tensor.of(1, 2, 3)))
                                        .apply(x)
                                        .sum()
                                        .backward())
                .hasMessageContaining("given: backward returned [3] FLOAT64")
                .hasMessageContaining("input 0")
                .hasMessageContaining("[2]");
        assertThatThrownBy(
                        () ->
                                new Given(
                                                (_, y) -> List.of(y.mul(2)),
                                                (c, _) -> List.of(c.saved(0)))
                                        .apply(x)
                                        .sum()
                                        .backward())
                .hasMessageContaining("given: saved(0) was asked for, but forward saved 0 tensors");
        assertThatThrownBy(() -> new Given((c, _) -> List.of(c.saved(0)), (_, _) -> null).apply(x))
                .hasMessageContaining("given: saved(0) is for backward");
        assertThatThrownBy(
                        () ->
                                new Given(
                                                (_, y) -> List.of(y.mul(2)),
                                                (c, g) -> {
                                                    c.save(g);
                                                    return List.of(g);
                                                })
                                        .apply(x)
                                        .sum()
                                        .backward())
                .hasMessageContaining("given: save was called after forward had returned");
        // After all that, x is as it was.
        x.zeroGrad();
        x.square().sum().backward();
        assertThat(x.grad().toArray()).containsExactly(2, 4);
    }

    @Test
    void nothingFlowsWhereARuleReturnsNull() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        new Given((_, y) -> List.of(y.mul(2)), (_, _) -> Arrays.asList((Tensor) null))
                .apply(x)
                .add(x)
                .sum()
                .backward();
        assertThat(x.grad().toArray()).containsExactly(1, 1);
    }
}
