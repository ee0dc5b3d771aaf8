package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.arenagrad.array.DType;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds operations against the values of a case: results, gradients of random upstream gradients,
/// and gradients of those.
@SuppressWarnings("exports") // Tests are patched into the module.
public final class CaseCheck {
    private CaseCheck() {}

    /// What a case computes of its inputs.
    public interface Operation {
        List<Tensor> of(Case c, Tensor[] inputs);
    }

    private static List<Values> list(Case c, String name) {
        List<Values> all = new ArrayList<>();
        JsonNode node = c.json().get(name);
        if (!node.isNull()) {
            node.forEach(each -> all.add(Values.of(each)));
        }
        return all;
    }

    private static Tensor[] inputs(Case c, DType dtype) {
        int leaves = list(c, "grads").size();
        Tensor[] x = new Tensor[c.inputs()];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < leaves ? c.input(i).leaf(dtype) : c.input(i).tensor(dtype);
        }
        return x;
    }

    public static void agreesWithPyTorch(Case c, DType dtype, Operation operation) {
        List<Values> grads = list(c, "grads");
        List<Values> weights = list(c, "weights");
        try (var _ = Scope.open("case")) {
            Tensor[] x = inputs(c, dtype);
            List<Tensor> y = operation.of(c, x);
            List<Values> outputs = list(c, "outputs");
            assertThat(y).hasSameSizeAs(outputs);
            for (int i = 0; i < outputs.size(); i++) {
                Reference.assertClose(c + " output " + i, outputs.get(i), y.get(i));
            }
            if (grads.isEmpty()) {
                return;
            }
            List<Tensor> leaves = List.of(x).subList(0, grads.size());
            Tensor sum = withAll(weighted(y, list(c, "upstreams")), leaves);
            List<Tensor> first = Autograd.grad(sum, leaves, !weights.isEmpty());
            for (int i = 0; i < grads.size(); i++) {
                Reference.assertClose(c + " gradient " + i, grads.get(i), first.get(i));
            }
            List<Values> second = list(c, "second");
            if (!second.isEmpty()) {
                Tensor again = withAll(weighted(first, weights), leaves);
                List<Tensor> both = Autograd.grad(again, leaves, false);
                for (int i = 0; i < second.size(); i++) {
                    Reference.assertClose(c + " second " + i, second.get(i), both.get(i));
                }
            }
        }
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

    public static void aDryRunTakesWhatTheRealOneTakes(Case c, DType dtype, Operation operation) {
        try (var _ = Scope.open("life")) {
            Tensor[] x = inputs(c, dtype);
            Runnable step =
                    () -> {
                        Tensor loss = Tensor.zeros(dtype);
                        for (Tensor y : operation.of(c, x)) {
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
}
