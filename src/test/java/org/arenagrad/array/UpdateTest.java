package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What optimizer steps refuse; their values are held against PyTorch's in `OptimReferenceTest`.
class UpdateTest {
    private final NdArray p = ones(DType.FLOAT64, 2, 3);

    private static NdArray ones(DType dtype, int... shape) {
        return Create.full("ones", Shape.of(shape), dtype, 1);
    }

    @Test
    void changesParameterAndStateInPlace() {
        NdArray velocity = ones(DType.FLOAT64, 2, 3);
        int version = p.buffer().version();
        Update.sgd(p, ones(DType.FLOAT64, 2, 3), velocity, false, 0.5, 0.5, 0, 0, false);
        assertThat(velocity.toArray()).containsOnly(1.5);
        assertThat(p.toArray()).containsOnly(0.25);
        assertThat(p.buffer().version()).isGreaterThan(version);
        assertThat(velocity.buffer().version()).isPositive();
    }

    @Test
    void refusesArraysThatDoNotFit() {
        assertThatThrownBy(() -> Update.rmsprop(p, ones(DType.FLOAT64, 6), p, 1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "rmsprop: parameter ones [2, 3] FLOAT64 and ones [6] FLOAT64 differ in"
                                + " shape");
        assertThatThrownBy(() -> Update.adagrad(p, p, ones(DType.FLOAT32, 2, 3), 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("adagrad", "FLOAT32", "to(DType)");
        NdArray turned = ones(DType.FLOAT64, 3, 2).transpose(0, 1);
        assertThatThrownBy(() -> Update.adam(p, turned, p, p, null, 1, 0, 0, 0, 0, false, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("adam", "not contiguous", "copy()");
        NdArray inside = ones(DType.FLOAT64, 4, 3).slice(0, 1, 2, 1);
        assertThatThrownBy(() -> Update.sgd(p, p, inside, false, 1, 0.9, 0, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must begin where its buffer does");
        assertThat(p.toArray()).containsOnly(1);
    }
}
