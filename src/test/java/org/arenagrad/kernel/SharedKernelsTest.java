package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/// Loops that are long enough to be shared give the same on two threads as on one, to the last bit.
class SharedKernelsTest {
    /// Beyond all thresholds, and no whole number of pieces.
    private static final int N = (3 << 18) + 17;

    private static final int COLUMNS = 10;

    private final int before = Threads.count();

    private interface Call {
        void on(Kernels kernels, MemorySegment x, MemorySegment y);
    }

    @AfterEach
    void asBefore() {
        Threads.use(before);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void elementwise(String backend, ElementType type) {
        compare(
                backend,
                type,
                (k, x, y) -> k.elementwise().binary(Binary.ADD, x, 0, 1, x, 0, 0, y, 0, N));
        compare(
                backend,
                type,
                (k, x, y) -> k.elementwise().unary(Unary.GELU, 0, 0, x, N - 1, -1, y, 0, N));
        compare(
                backend,
                type,
                (k, x, y) -> k.elementwise().where(x, 0, 1, x, 0, 1, x, 0, 0, y, 0, N));
        compare(
                backend,
                type,
                (k, x, y) -> {
                    k.elementwise().copy(x, N - 1, -1, y, 0, 1, N);
                    k.elementwise().fill(y, 1, 2, N / 2, 0.1);
                });
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void updates(String backend, ElementType type) {
        compare(
                backend,
                type,
                (k, x, y) -> k.updates().sgd(y, 0, x, 0, null, true, N, 0.1, 0, 0, 0.1, false));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = type.segment(arena, new double[N]);
            Call[] calls = {
                (k, x, y) -> k.updates().sgd(y, 0, x, 0, state, false, N, 0.1, 0.9, 0.1, 0.1, true),
                (k, x, y) -> k.updates().rmsprop(y, 0, x, 0, state, N, 0.1, 0.9, 1e-8, 0.1),
                (k, x, y) -> k.updates().adagrad(y, 0, x, 0, state, N, 0.1, 1e-8, 0.1)
            };
            for (Call call : calls) {
                compare(
                        backend,
                        type,
                        (k, x, y) -> {
                            state.fill((byte) 0);
                            call.on(k, x, y);
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void rows(String backend, ElementType type) {
        int rows = N / COLUMNS;
        int[] classes = new Random(1).ints(rows + 2, 0, COLUMNS).toArray();
        compare(
                backend,
                type,
                (k, x, y) ->
                        k.fused()
                                .crossEntropy(x, 0, classes, 2, x, 0, 1, 0.1, y, 0, rows, COLUMNS));
        compare(
                backend,
                type,
                (k, x, y) ->
                        k.fused()
                                .crossEntropyGrad(
                                        x, 0, classes, 2, x, 0, 1, 0.1, x, 1, 0, y, 0, rows,
                                        COLUMNS));
        compare(backend, type, (k, x, y) -> k.fused().softmax(x, 0, y, 0, rows, COLUMNS));
        compare(backend, type, (k, x, y) -> k.fused().logSoftmax(x, 0, y, 0, rows, COLUMNS));
        compare(backend, type, (k, x, y) -> k.fused().logSumExp(x, 0, y, 0, rows, COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void folds(String backend, ElementType type) {
        for (Reduction op : Reduction.values()) {
            compare(
                    backend,
                    type,
                    (k, x, y) -> type.set(y, 0, k.reductions().reduce(op, x, 0, 1, N)));
        }
    }

    private static void compare(String backend, ElementType type, Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = type.segment(arena, Samples.normal(N, 1));
            MemorySegment one = arena.allocate((long) N * type.bytes, 64);
            MemorySegment two = arena.allocate((long) N * type.bytes, 64);
            Threads.use(1);
            call.on(type.of(backend), x, one);
            Threads.use(2);
            call.on(type.of(backend), x, two);
            assertThat(one.mismatch(two)).isEqualTo(-1);
        }
    }
}
