package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.arenagrad.array.Rng;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

import java.util.ArrayList;
import java.util.List;

/// However values are shared in a graph, its gradients do not depend on what ends when.
///
/// A random graph is built several times, and backward runs in every way there is: consuming it,
/// keeping it, with and without a scope. All must agree, and with finite differences.
class GraphPropertyTest {
    private static final int TRIES = 150;

    @Provide
    Arbitrary<List<Integer>> recipes() {
        return Arbitraries.integers().between(0, 9999).list().ofMinSize(1).ofMaxSize(20);
    }

    private static Tensor[] leaves() {
        Rng random = Rng.seed(5);
        return new Tensor[] {
            Tensor.uniform(random, -1, 1, 3, 3),
            Tensor.uniform(random, -1, 1, 3),
            Tensor.uniform(random, -1, 1, 3, 1),
            Tensor.uniform(random, -1, 1)
        };
    }

    private static Tensor[] wanting(Tensor... leaves) {
        for (Tensor leaf : leaves) {
            leaf.requireGrad();
        }
        return leaves;
    }

    /// A scalar from a graph in which every value may be used any number of times.
    private static Tensor graph(List<Integer> recipe, Tensor... leaves) {
        List<Tensor> values = new ArrayList<>(List.of(leaves));
        for (int step : recipe) {
            Tensor a = values.get(step / 20 % values.size());
            Tensor b = values.get(step / 7 % values.size());
            values.add(operation(step % 20, a, b));
        }
        // All leaves take part, so that each has a gradient.
        Tensor loss = values.getLast().sum().add(values.get(values.size() / 2).square().mean());
        for (Tensor leaf : leaves) {
            loss = loss.add(leaf.sin().sum());
        }
        return loss;
    }

    private static Tensor operation(int kind, Tensor a, Tensor b) {
        int last = a.shape().rank() - 1;
        return switch (kind) {
            case 0, 1 -> a.add(b);
            case 2 -> a.sub(b);
            case 3, 4 -> a.mul(b).tanh();
            case 5 -> a.tanh();
            case 6 -> a.sigmoid();
            case 7 -> a.exp().mul(0.3).sin();
            case 8 -> a.neg();
            case 9 -> last > 0 ? a.transpose(0, last) : a;
            case 10 -> last >= 0 ? a.flip(last) : a.copy();
            case 11 -> a.expand(withRank(2, a));
            case 12 -> last >= 0 ? a.sum(true, last).mul(0.3) : a;
            case 13 -> last >= 0 ? Tensor.cat(last, a, a).slice(last, 0, -1, 2) : a;
            case 14 -> a.reshape(-1).reshape(a.shape().toArray());
            case 15 -> last >= 0 ? a.softmax(last) : a.square();
            case 16 -> last >= 1 ? a.matmul(a.transpose(-1, -2)).mul(0.2).tanh() : a;
            case 17 -> a.detach().add(1).mul(b.mul(0.1));
            case 18 -> Tensor.of(1, 0, 1).where(a.mul(0.5), b.tanh());
            default -> a.div(b.square().add(1));
        };
    }

    private static int[] withRank(int rank, Tensor a) {
        int[] sizes = a.shape().toArray();
        if (sizes.length >= rank) {
            return sizes;
        }
        return sizes.length == 1 ? new int[] {3, sizes[0]} : new int[] {3, 1};
    }

    private static List<double[]> grads(Tensor... leaves) {
        List<double[]> grads = new ArrayList<>();
        for (Tensor leaf : leaves) {
            grads.add(leaf.grad().toArray());
        }
        return grads;
    }

    private static void assertSame(List<double[]> actual, List<double[]> expected, String how) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i))
                    .as("%s, leaf %d", how, i)
                    .containsExactly(expected.get(i), within(1e-9));
        }
    }

    @Property(tries = TRIES)
    void everyWayBackGivesTheSame(@ForAll("recipes") List<Integer> recipe) {
        long before = Ledger.current().liveBytes();
        try (var _ = Scope.open("life")) {
            Tensor[] consumed = wanting(leaves());
            try (var _ = Scope.open("step")) {
                graph(recipe, consumed).backward();
            }
            List<double[]> expected = grads(consumed);

            Tensor[] kept = wanting(leaves());
            Tensor loss = graph(recipe, kept);
            List<Tensor> values = Autograd.grad(loss, List.of(kept), false);
            assertSame(values.stream().map(Tensor::toArray).toList(), expected, "grad");
            assertThat(kept[0].hasGrad()).isFalse();
            Autograd.backward(loss, Tensor.scalar(1), true);
            assertSame(grads(kept), expected, "keeping the graph");
            kept[0].zeroGrad();
            List<Tensor> recorded = Autograd.grad(loss, List.of(kept), true);
            assertSame(recorded.stream().map(Tensor::toArray).toList(), expected, "recording");
            loss.backward();
            assertSame(grads(kept).subList(0, 1), expected.subList(0, 1), "consuming at last");
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);

        Tensor[] managed = wanting(leaves());
        graph(recipe, managed).backward();
        Tensor[] scoped = wanting(leaves());
        try (var _ = Scope.open("step")) {
            graph(recipe, scoped).backward();
        }
        assertSame(grads(managed), grads(scoped), "with no scope open");
    }

    @Property(tries = TRIES / 5)
    void andThatIsTheGradient(@ForAll("recipes") List<Integer> recipe) {
        if (recipe.stream().noneMatch(step -> step % 20 == 17)) { // what is detached, differs
            GradCheck.of(x -> graph(recipe, x)).tolerance(1e-5, 1e-6).check(leaves());
        }
    }
}
