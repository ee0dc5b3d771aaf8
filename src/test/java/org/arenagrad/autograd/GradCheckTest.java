package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every type of operation has the gradient that finite differences say, of first and second order,
/// under a random gradient from above, and reads only what it has declared.
class GradCheckTest {
    static List<OperationCases.Case> cases() {
        return OperationCases.all();
    }

    @Test
    void everyTypeOfOperationHasACase() {
        Set<Class<?>> missing = new LinkedHashSet<>(OperationCases.types());
        assertThat(missing).contains(MatMul.class, Concat.Cat.class);
        cases().forEach(c -> missing.remove(c.type()));
        assertThat(missing)
                .as("operation types without a gradient check: add a case to OperationCases")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndItsGradientAreThoseOfDifferences(OperationCases.Case c) {
        if (c.name().equals("to")) {
            // FLOAT32 has no digits for small steps; this function is linear, so large ones do.
            GradCheck.of(x -> c.function().apply(x).to(DType.FLOAT64)).eps(0.25).check(rounded(c));
            return;
        }
        GradCheck.of(c.function()).secondOrder().check(c.values());
    }

    /// Where a gradient is one operation, it is made of others if it is to be differentiated again.
    @ParameterizedTest
    @MethodSource("cases")
    void aGradientThatIsRecordedIsTheSame(OperationCases.Case c) {
        List<Tensor> leaves = List.of(c.values());
        leaves.forEach(Tensor::requireGrad);
        Tensor y = c.function().apply(leaves.toArray(Tensor[]::new));
        Tensor upstream = Tensor.rand(Rng.seed(1), y.shape().toArray()).to(y.dtype());
        List<Tensor> plain = Autograd.grad(y, leaves, upstream, false);
        List<Tensor> recorded = Autograd.grad(y, leaves, upstream, true);
        for (int i = 0; i < leaves.size(); i++) {
            assertThat(recorded.get(i).toArray())
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(plain.get(i).toArray());
        }
    }

    private static Tensor rounded(OperationCases.Case c) {
        return c.values()[0].to(DType.FLOAT32).to(DType.FLOAT64);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientReadsOnlyWhatWasDeclared(OperationCases.Case c) {
        try (var _ = Scope.open("declared reads")) {
            List<double[]> undisturbed = gradients(c, output -> Set.of());
            List<double[]> bereft = gradients(c, GradCheckTest::undeclared);
            for (int i = 0; i < undisturbed.size(); i++) {
                assertThat(bereft.get(i))
                        .as("gradient of input %d", i)
                        .isEqualTo(undisturbed.get(i));
            }
        }
    }

    /// The gradients of a case, after some of the buffers of its graph were ended.
    private static List<double[]> gradients(
            OperationCases.Case c, Function<Tensor, Set<Buffer>> ended) {
        Tensor[] leaves = c.values();
        Tensor[] x = new Tensor[leaves.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = leaves[i].requireGrad().copy();
        }
        Tensor y = c.function().apply(x);
        Tensor upstream =
                Tensor.arange(y.shape().elements() == 0 ? 0 : (int) y.shape().elements())
                        .add(0.5)
                        .to(y.dtype())
                        .reshape(y.shape().toArray());
        Tensor root = y.copy();
        ended.apply(root).forEach(buffer -> buffer.end("the test"));
        root.backward(upstream);
        List<double[]> gradients = new ArrayList<>();
        for (Tensor leaf : leaves) {
            gradients.add(leaf.grad().toArray());
        }
        return gradients;
    }

    /// The buffers of the values between the leaves and the root that no node has declared to read.
    private static Set<Buffer> undeclared(Tensor root) {
        Set<Buffer> seen = new HashSet<>();
        Set<Buffer> declared = new HashSet<>();
        List<Tensor> waiting = new ArrayList<>(List.of(root));
        while (!waiting.isEmpty()) {
            Tensor value = waiting.removeLast();
            Operation node = value.producer();
            if (node != null) {
                seen.add(value.array().buffer());
                for (Tensor saved : node.saved()) {
                    declared.add(saved.array().buffer());
                }
                for (int i = 0; i < node.inputs(); i++) {
                    waiting.add(node.input(i));
                }
            }
        }
        seen.removeAll(declared);
        seen.remove(root.array().buffer());
        return seen;
    }

    @Test
    void someOperationsDeclareNothing() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThat(undeclared(x.neg().add(x).copy())).as("neg and add").hasSize(2);
        assertThat(undeclared(x.neg().square().copy())).as("square alone").hasSize(1);
        assertThat(undeclared(x.neg().exp().copy())).as("neg alone").hasSize(1);
        assertThat(undeclared(x.neg().reshape(1, 2).tanh().copy())).as("neg alone").hasSize(1);
    }

    /// Where `e^x`, the other branch, is infinite.
    @Test
    void eluIsStraightFarAboveZero() {
        GradCheck.of(x -> x[0].elu()).secondOrder().check(Tensor.of(800, 1000));
    }

    // ---- the check itself

    @Test
    void findsAWrongGradient() {
        // detach() hides one factor: the gradient is half of what it should be.
        var check = GradCheck.of(x -> x[0].mul(x[0].detach()));
        var worst = check.worst(Tensor.of(1, 3, 2));
        assertThat(worst.passed()).isFalse();
        assertThat(worst.order()).isEqualTo(1);
        assertThat(worst.difference()).isNotZero();
        assertThat(worst.gradient() / worst.difference()).isBetween(0.4999, 0.5001);
        assertThatThrownBy(() -> check.check(Tensor.of(1, 3, 2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("gradcheck, order 1: for input 0 at [")
                .hasMessageContainingAll("backward gave", "differences");
    }

    @Test
    void namesInputAndElement() {
        Tensor onlyLastIsWrong = Tensor.of(new double[][] {{0, 0}, {0, 1}});
        var worst =
                GradCheck.of(x -> x[0].mul(2).add(x[1].detach().mul(onlyLastIsWrong)).add(x[1]))
                        .worst(Tensor.ones(2, 2), Tensor.ones(2, 2));
        assertThat(worst.input()).isEqualTo(1);
        assertThat(worst.index()).containsExactly(1, 1);
    }

    @Test
    void seesAGradientThatAnEvenOneWouldHide() {
        // Under sum() alone the gradient of a transpose is ones, transposed or not.
        Function<Tensor[], Tensor> forgetsToTranspose =
                x -> x[0].add(x[0].transpose(0, 1).detach()).sub(x[0].detach());
        assertThat(GradCheck.of(forgetsToTranspose).worst(Tensor.rand(Rng.seed(1), 3, 3)).passed())
                .isFalse();
        try (var _ = Scope.open("sum")) {
            assertThat(
                            GradCheck.of(x -> forgetsToTranspose.apply(x).sum())
                                    .worst(Tensor.ones(3, 3))
                                    .passed())
                    .isTrue();
        }
    }

    @Test
    void findsAWrongSecondDerivative() {
        // x·x, whose slope 2·x is right, but taken for a constant.
        Function<Tensor[], Tensor> f =
                x -> {
                    Tensor half = x[0].detach();
                    return x[0].mul(half).mul(2).sub(half.square());
                };
        Tensor at = Tensor.of(1.5, -0.5);
        assertThat(GradCheck.of(f).worst(at).passed()).isTrue();
        var worst = GradCheck.of(f).secondOrder().worst(at);
        assertThat(worst.passed()).isFalse();
        assertThat(worst.order()).isEqualTo(2);
    }

    @Test
    void saysWhatItFoundInASentence() {
        assertThat(new GradCheck.Worst(2, 0, List.of(1), 1, 2, 7).toString())
                .isEqualTo(
                        "gradcheck, order 2: for input 0 at [1] backward gave 1.0, differences 2.0"
                                + " (7.00 times what is allowed)");
    }

    @Test
    void theTolerancesThemselvesAreAllowed() {
        assertThat(new GradCheck.Worst(1, 0, List.of(0), 1, 2, 1).passed()).isTrue();
        assertThat(new GradCheck.Worst(1, 0, List.of(0), 1, 2, Math.nextUp(1.0)).passed())
                .isFalse();
    }

    /// The outputs are summed, so one NaN among them spoils the differences for every element.
    @Test
    void ofSeveralThatAreEquallyWrongTheFirstIsNamed() {
        var worst = GradCheck.of(x -> x[0].log()).worst(Tensor.of(1, -1, 2));
        assertThat(worst.error()).isInfinite();
        assertThat(worst.index()).containsExactly(0);
    }

    @Test
    void nanIsAlwaysWrong() {
        assertThat(GradCheck.of(x -> x[0].log()).worst(Tensor.of(-1)).error()).isInfinite();
    }

    @Test
    void anInputThatDoesNotMatterHasGradientZero() {
        GradCheck.of(x -> x[0].exp()).check(Tensor.of(1, 2), Tensor.of(3));
        GradCheck.of(x -> Tensor.of(1, 2)).check(Tensor.of(3));
    }

    @Test
    void optionsLoosenAndTighten() {
        Function<Tensor[], Tensor> cube = x -> x[0].pow(3);
        assertThat(GradCheck.of(cube).eps(0.1).worst(Tensor.of(1)).passed()).isFalse();
        assertThat(GradCheck.of(cube).eps(0.1).tolerance(0.1, 0).worst(Tensor.of(1)).passed())
                .isTrue();
        assertThat(GradCheck.of(cube).tolerance(0, 1e-300).worst(Tensor.of(1.1)).passed())
                .isFalse();
        assertThat(GradCheck.of(cube).eps(0.1).seed(1).worst(Tensor.of(1)).gradient())
                .isNotEqualTo(GradCheck.of(cube).eps(0.1).seed(2).worst(Tensor.of(1)).gradient());
    }

    @Test
    void leavesInputsAsTheyWere() {
        try (var _ = Scope.open("test")) {
            Tensor x = Tensor.of(1, 2);
            GradCheck.of(t -> t[0].exp()).secondOrder().check(x);
            assertThat(x.toArray()).containsExactly(1, 2);
            assertThat(x.requiresGrad()).isFalse();
            assertThat(Scope.current().orElseThrow().buffers()).hasSize(1);
        }
    }

    @Test
    void wantsFloat64() {
        assertThatThrownBy(() -> GradCheck.of(x -> x[0]).check(Tensor.ones(DType.FLOAT32, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "gradcheck: ones [2] FLOAT32 is not FLOAT64, and differences need the"
                                + " digits: convert it with to(FLOAT64)");
    }

    @Test
    void hierarchyIsWalkedToItsLeaves() {
        assertThat(
                        OperationCases.types().stream()
                                .map(Class::getSimpleName)
                                .collect(Collectors.toSet()))
                .contains("Add", "Slope", "Embed", "Where", "Dropout")
                .doesNotContain("Arithmetic", "Operation");
    }
}
