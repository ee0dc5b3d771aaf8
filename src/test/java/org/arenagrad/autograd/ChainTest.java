package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A graph a million operations deep neither overflows the stack nor crawls.
@Timeout(60)
class ChainTest {
    private static final int LENGTH = 1_000_000;

    @Test
    void aMillionOperationsInAScope() {
        try (var _ = Scope.open("chain")) {
            Tensor x = Tensor.scalar(1).requireGrad();
            long before = Ledger.current().liveBytes();
            Tensor y = x;
            for (int i = 0; i < LENGTH; i++) {
                y = i % 2 == 0 ? y.add(x) : y.mul(0.5);
            }
            assertThat(y.item()).isEqualTo(1);
            y.backward();
            // d/dx of y -> (y + x) / 2 has the fixed point 1.
            assertThat(x.grad().item()).isEqualTo(1);
            y.close();
            assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        }
    }

    @Test
    void aMillionOperationsWithoutAScope() {
        Tensor x = Tensor.scalar(1).requireGrad();
        Tensor y = x;
        for (int i = 0; i < LENGTH; i++) {
            y = y.neg();
        }
        y.backward();
        assertThat(x.grad().item()).isEqualTo(1);
    }
}
