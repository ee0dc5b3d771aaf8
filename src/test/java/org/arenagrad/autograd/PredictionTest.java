package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// Every operation takes the memory that a dry run says, forward and backward, event by event. (But
/// for `prod` of zeros, whose gradient takes a longer way.)
@Tag("backend")
class PredictionTest {
    static List<OperationCases.Case> operations() {
        return OperationCases.all().stream()
                .filter(operation -> !operation.name().matches("prod.*zero.*"))
                .toList();
    }

    private static void run(OperationCases.Case operation) {
        Tensor[] leaves = operation.values();
        for (Tensor leaf : leaves) {
            leaf.requireGrad();
        }
        Tensor y = operation.function().apply(leaves);
        y.backward(Tensor.ones(y.dtype(), y.shape().toArray()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aDryRunPredictsIt(OperationCases.Case operation) {
        Lifetimes real = Lifetimes.of("dry run", () -> run(operation));
        Lifetimes predicted = Scope.dryRun(() -> run(operation)).lifetimes();
        assertThat(real.events()).hasSizeGreaterThan(4);
        assertThat(predicted).isEqualTo(real);
    }

    @Test
    void noGradientArrivesInADryRunAndNoneIsForgotten() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor w = Tensor.of(3, 4).requireGrad();
        Tensor y = Tensor.of(5, 6).requireGrad();
        y.square().sum().backward();
        Scope.dryRun(
                () -> {
                    x.square().sum().backward();
                    Fused.linear(Tensor.ones(1, 2), w.reshape(1, 2), null).sum().backward();
                    y.zeroGrad();
                    assertThat(x.hasGrad()).isTrue();
                    assertThat(y.hasGrad()).isFalse();
                });
        assertThat(x.hasGrad()).isFalse();
        assertThat(w.hasGrad()).isFalse();
        assertThat(y.grad().toArray()).containsExactly(10, 12);
    }
}
