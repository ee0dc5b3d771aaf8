package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

/// When vectors take over from plain loops.
class VectorsLaterTest {
    private static final long FOREVER = Long.MAX_VALUE;

    private final Kernels plain = PlainKernels.float64(new ScalarGemmFloat64());
    private final Kernels vectors = VectorKernels.float64(new ScalarGemmFloat64());
    private final AtomicInteger made = new AtomicInteger();

    private VectorsLater after(long nanos) {
        return new VectorsLater(
                nanos,
                plain,
                () -> {
                    made.incrementAndGet();
                    return vectors;
                });
    }

    @Test
    void plainLoopsServeFirstAndVectorsAreNotEvenLoaded() {
        assertThat(after(FOREVER).get()).isSameAs(plain);
        assertThat(made).hasValue(0);
    }

    @Test
    void thenVectorsDoForGood() {
        VectorsLater kernels = after(-1);
        assertThat(kernels.get()).isSameAs(vectors);
        assertThat(kernels.get()).isSameAs(vectors);
        assertThat(made).hasValue(1);
    }
}
