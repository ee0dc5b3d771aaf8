package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.OptimizerKernels.Adagrad;
import org.arenagrad.kernel.OptimizerKernels.Adam;
import org.arenagrad.kernel.OptimizerKernels.RmsProp;
import org.arenagrad.kernel.OptimizerKernels.Sgd;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.kernel.parallel.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.Stream;

/// Loops that are long enough to be shared give the same on two threads as on one, to the last bit.
class SharedKernelsTest {
    /// Beyond the thresholds, and no whole number of pieces.
    private static final int N = (1 << 17) + 17;

    /// The same for loops that write nothing new, which are shared later.
    private static final int MANY = (3 << 18) + 17;

    private static final int COLUMNS = 10;
    private static final int ROWS = N / COLUMNS;

    private final int before = Threads.count();

    private interface Call {
        void on(Kernels kernels, Span x, Span y);
    }

    @AfterEach
    void asBefore() {
        Threads.use(before);
    }

    private static Span repeated(Span x) {
        return new Span(x.segment(), 0, 0);
    }

    private static Span backwards(Span x) {
        return new Span(x.segment(), N - 1, -1);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void elementwise(String backend, ElementType type) {
        Call[] calls = {
            (k, x, y) -> k.elementwise().unary(Unary.GELU, backwards(x), y, N),
            (k, x, y) -> k.elementwise().binary(Binary.ADD, x, repeated(x), y, N),
            (k, x, y) -> k.elementwise().binary(Binary.MUL, x, 0.3, y, N),
            (k, x, y) -> k.elementwise().binaryWithRow(Binary.SUB, x, x, y, ROWS, COLUMNS),
            (k, x, y) -> k.elementwise().ternary(Ternary.WHERE, x, x, repeated(x), y, N),
            (k, x, y) -> k.elementwise().ternary(Ternary.LERP, x, backwards(x), 0.3, y, N),
            (k, x, y) -> k.elementwise().ternary(Ternary.CLAMP, x, -1, 1, y, N),
            (k, x, y) -> {
                k.elementwise().copy(backwards(x), y, N);
                k.elementwise().fill(new Span(y.segment(), 1, 2), N / 2, 0.1);
            }
        };
        compare(backend, type, N, calls);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void optimizerSteps(String backend, ElementType type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = type.segment(arena, new double[2 * MANY]);
            Span state = Span.of(memory, 0);
            Span more = Span.of(memory, MANY);
            Sgd plain = new Sgd(0.1, 0, 0, 0.1, false, true);
            Sgd nesterov = new Sgd(0.1, 0.9, 0.1, 0.1, true, false);
            Adam adam = new Adam(0.1, 0.9, 0.99, 1e-8, 0.1, true, 0.1, 0.01);
            RmsProp rmsProp = new RmsProp(0.1, 0.9, 1e-8, 0.1);
            Adagrad adagrad = new Adagrad(0.1, 1e-8, 0.1);
            Call[] calls = {
                (k, x, y) -> k.optimizer().sgd(plain, y, x, null, MANY),
                (k, x, y) -> k.optimizer().sgd(nesterov, y, x, state, MANY),
                (k, x, y) -> k.optimizer().adam(adam, y, x, state, more, null, MANY),
                (k, x, y) -> k.optimizer().rmsProp(rmsProp, y, x, state, MANY),
                (k, x, y) -> k.optimizer().adagrad(adagrad, y, x, state, MANY)
            };
            compare(
                    backend,
                    type,
                    MANY,
                    Stream.of(calls)
                            .map(
                                    call ->
                                            (Call)
                                                    (k, x, y) -> {
                                                        memory.fill((byte) 0);
                                                        call.on(k, x, y);
                                                    })
                            .toArray(Call[]::new));
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void rows(String backend, ElementType type) {
        int[] classes = new Random(1).ints(ROWS + 2, 0, COLUMNS).toArray();
        Call[] calls = {
            (k, x, y) -> k.rows().crossEntropy(x, classes, 2, x, 0.1, y, ROWS, COLUMNS),
            (k, x, y) ->
                    k.rows().crossEntropyGrad(x, classes, 2, x, 0.1, repeated(x), y, ROWS, COLUMNS),
            (k, x, y) -> k.rows().softmax(x, y, ROWS, COLUMNS),
            (k, x, y) -> k.rows().logSoftmax(x, y, ROWS, COLUMNS),
            (k, x, y) -> k.rows().softmax(x, y, 0.3, 5, ROWS / 10, ROWS, COLUMNS),
            (k, x, y) -> k.rows().softmaxGrad(x, x, y, 0.3, ROWS, COLUMNS),
            (k, x, y) -> k.rows().normalize(x, y, 0.1, ROWS, COLUMNS),
            (k, x, y) -> k.rows().normalizeGrad(x, x, x, y, 0.1, ROWS, COLUMNS),
            (k, x, y) -> k.rows().logSumExp(x, y, ROWS, COLUMNS)
        };
        compare(backend, type, N, calls);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void folds(String backend, ElementType type) {
        compare(
                backend,
                type,
                MANY,
                Stream.of(Reduction.values())
                        .map(
                                op ->
                                        (Call)
                                                (k, x, y) ->
                                                        type.set(
                                                                y.segment(),
                                                                0,
                                                                k.reductions().reduce(op, x, MANY)))
                        .toArray(Call[]::new));
    }

    private static void compare(String backend, ElementType type, int n, Call... calls) {
        Kernels kernels = type.of(backend);
        try (Arena arena = Arena.ofConfined()) {
            Span x = Span.of(type.segment(arena, Samples.normal(n, 1)), 0);
            for (Call call : calls) {
                MemorySegment one = arena.allocate((long) n * type.bytes, 64);
                MemorySegment two = arena.allocate((long) n * type.bytes, 64);
                Threads.use(1);
                call.on(kernels, x, Span.of(one, 0));
                Threads.use(2);
                call.on(kernels, x, Span.of(two, 0));
                assertThat(one.mismatch(two)).isEqualTo(-1);
            }
        }
    }
}
