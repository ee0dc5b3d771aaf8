package org.arenagrad.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A case with one output or several, and with second derivatives: those of the sum of the
/// gradients times random numbers (`tensors.py`).
public final class Differentiated {
    private Differentiated() {}

    /// What is computed in a case.
    @FunctionalInterface
    public interface Computed {
        /// The outputs of the case.
        List<Tensor> of(Case c, Tensor[] inputs);
    }

    /// Asserts that outputs, gradients under a random upstream gradient and second derivatives are
    /// those of the file.
    public static void assertAgrees(Case c, DType dtype, Computed computed) {
        List<Values> grads = list(c, "grads");
        List<Values> weights = list(c, "weights");
        try (var _ = Scope.open("case")) {
            Tensor[] x = inputs(c, dtype, grads.size());
            List<Tensor> y = computed.of(c, x);
            assertClose(c + " output ", outputs(c), y);
            if (grads.isEmpty()) {
                return;
            }
            List<Tensor> leaves = List.of(x).subList(0, grads.size());
            Tensor sum = withAll(weighted(y, upstreams(c)), leaves);
            List<Tensor> first = Autograd.grad(sum, leaves, !weights.isEmpty());
            assertClose(c + " gradient ", grads, first);
            if (!weights.isEmpty()) {
                Tensor again = withAll(weighted(first, weights), leaves);
                assertClose(c + " second ", list(c, "second"), Autograd.grad(again, leaves, false));
            }
        }
    }

    /// Asserts that a dry run of forward and backward takes what the real one takes, to the byte.
    public static void assertPredicted(Case c, DType dtype, Computed computed) {
        try (var _ = Scope.open("life")) {
            Tensor[] x = inputs(c, dtype, list(c, "grads").size());
            Runnable step =
                    () -> {
                        Tensor loss = Tensor.zeros(dtype);
                        for (Tensor y : computed.of(c, x)) {
                            loss = loss.add(y.sum());
                        }
                        if (loss.requiresGrad()) {
                            loss.backward();
                        }
                        Arrays.stream(x).forEach(Tensor::zeroGrad);
                    };
            long predicted = Scope.dryRun(step).peakBytes();
            Ledger.current().resetPeak();
            try (var _ = Scope.open("dry run")) {
                step.run();
            }
            assertThat(predicted).isEqualTo(Ledger.current().peakBytes());
        }
    }

    private static Tensor[] inputs(Case c, DType dtype, int leaves) {
        Tensor[] x = new Tensor[c.inputs()];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < leaves ? c.input(i).leaf(dtype) : c.input(i).tensor(dtype);
        }
        return x;
    }

    private static void assertClose(String what, List<Values> expected, List<Tensor> actual) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Reference.assertClose(what + i, expected.get(i), actual.get(i));
        }
    }

    private static List<Values> outputs(Case c) {
        return c.json().has("output") ? List.of(c.output()) : list(c, "outputs");
    }

    private static List<Values> upstreams(Case c) {
        return c.json().has("upstream") ? List.of(c.upstream()) : list(c, "upstreams");
    }

    private static List<Values> list(Case c, String name) {
        List<Values> all = new ArrayList<>();
        JsonNode node = c.json().get(name);
        if (!node.isNull()) {
            node.forEach(each -> all.add(Values.of(each)));
        }
        return all;
    }

    // What does not depend on a leaf has a derivative of 0.
    private static Tensor withAll(Tensor sum, List<Tensor> leaves) {
        Tensor all = sum;
        for (Tensor leaf : leaves) {
            all = all.add(leaf.mul(0).sum());
        }
        return all;
    }

    private static Tensor weighted(List<Tensor> tensors, List<Values> weights) {
        Tensor sum = Tensor.zeros(tensors.getFirst().dtype());
        for (int i = 0; i < tensors.size(); i++) {
            sum = sum.add(tensors.get(i).mul(weights.get(i).tensor(sum.dtype())).sum());
        }
        return sum;
    }
}
