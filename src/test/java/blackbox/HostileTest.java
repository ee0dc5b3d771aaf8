package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.autograd.TensorIndexing;
import org.arenagrad.memory.OutOfNativeMemoryException;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.memory.TensorClosedException;
import org.arenagrad.memory.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// No program, however wrong, crashes the JVM: whatever it does wrong is an exception it can catch.
///
/// If this test does not even fail but takes the JVM with it, that is the bug.
@Tag("backend")
class HostileTest {
    // ---- after the end

    @Test
    void rawSegmentsAreDeadInEveryForm() {
        MemorySegment segment;
        MemorySegment readOnly;
        ByteBuffer bytes;
        try (var _ = Scope.open("step")) {
            segment = Tensor.ones(1000).segment();
            readOnly = segment.asReadOnly();
            bytes = segment.asByteBuffer();
        }
        try (var _ = Scope.open("next")) {
            Tensor successor = Tensor.zeros(1000);
            List<Callable<?>> attempts =
                    List.of(
                            () -> segment.get(ValueLayout.JAVA_DOUBLE, 0),
                            () -> readOnly.get(ValueLayout.JAVA_BYTE, 7999),
                            () -> segment.fill((byte) 1),
                            () -> segment.asSlice(8).fill((byte) 1),
                            () -> segment.copyFrom(successor.segment()),
                            () -> successor.segment().copyFrom(segment),
                            () -> segment.toArray(ValueLayout.JAVA_DOUBLE),
                            () -> segment.mismatch(successor.segment()),
                            () -> bytes.get(0),
                            () -> bytes.putDouble(0, 1));
            for (Callable<?> attempt : attempts) {
                assertThatThrownBy(attempt::call).isInstanceOf(IllegalStateException.class);
            }
            assertThat(successor.sum().item()).isZero();
        }
    }

    @Test
    void endingAnOperandBetweenForwardAndBackward() {
        try (var _ = Scope.open("test")) {
            Tensor x = Tensor.ones(3, 3).requireGrad();
            Tensor w = Tensor.ones(3, 3);
            Tensor loss = x.matmul(w).sum();
            w.close();
            assertThatThrownBy(loss::backward).isInstanceOf(TensorClosedException.class);
            assertThatThrownBy(w::close).isInstanceOf(TensorClosedException.class);
            assertThatThrownBy(() -> x.matmul(w)).isInstanceOf(TensorClosedException.class);
        }
    }

    @Test
    void aGeneratorThatClosesTheScopeItFills() {
        Scope scope = Scope.open("victim");
        RandomGenerator evil =
                () -> {
                    if (Scope.current().isPresent()) {
                        scope.close();
                    }
                    return 42;
                };
        assertThatThrownBy(() -> Tensor.rand(evil, 1000)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void scopesClosedInAnyOrder() {
        Scope a = Scope.open("a");
        Scope b = Scope.open("b");
        Tensor inB = Tensor.ones(3);
        assertThatThrownBy(a::close).isInstanceOf(ScopeException.class);
        assertThatThrownBy(b::close).isInstanceOf(ScopeException.class);
        assertThatThrownBy(a::close).isInstanceOf(ScopeException.class);
        assertThatThrownBy(() -> inB.copyTo(a)).isInstanceOf(ScopeException.class);
        assertThatThrownBy(inB::sum).isInstanceOf(TensorClosedException.class);
    }

    // ---- the user's memory

    @Test
    void wrappedMemoryWhoseArenaIsClosed() {
        try (var _ = Scope.open("test")) {
            Tensor wrapped;
            Tensor loss;
            Tensor x = Tensor.ones(4, 4).requireGrad();
            try (Arena arena = Arena.ofShared()) {
                wrapped = Tensor.wrap(arena.allocate(128, 8), DType.FLOAT64, 4, 4);
                loss = x.matmul(wrapped.transpose(0, 1)).sum();
            }
            assertThatThrownBy(() -> wrapped.matmul(x)).isInstanceOf(TensorClosedException.class);
            assertThatThrownBy(() -> x.matmul(wrapped)).isInstanceOf(TensorClosedException.class);
            assertThatThrownBy(() -> x.copyFrom(wrapped)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(loss::backward).isInstanceOf(TensorClosedException.class);
        }
    }

    @Test
    void wrappedMemoryThatIsNotThere() {
        assertThatThrownBy(() -> Tensor.wrap(MemorySegment.NULL, DType.FLOAT64, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.wrap(MemorySegment.ofAddress(4096), DType.FLOAT32, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.wrap(MemorySegment.NULL, DType.FLOAT64, 1 << 30, 1 << 29))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.wrap(MemorySegment.ofArray(new float[4]), DType.FLOAT32, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Tensor.wrap(MemorySegment.NULL, DType.FLOAT64, 0).sum().item()).isZero();
    }

    @Test
    void readOnlyMemoryIsReadButNeverWritten() {
        try (Arena arena = Arena.ofConfined();
                var _ = Scope.open("test")) {
            MemorySegment segment = arena.allocate(9 * 8, 8);
            Tensor x = Tensor.wrap(segment.asReadOnly(), DType.FLOAT64, 3, 3);
            assertThat(x.add(1).matmul(x.add(1)).sum().item()).isEqualTo(27);
            assertThat(x.matmul(x).sum().item()).isZero();
            List<Callable<?>> attempts =
                    List.of(
                            () -> x.fill(1),
                            () -> x.addInPlace(Tensor.ones(3)),
                            () -> x.mulInPlace(2),
                            () -> x.transpose(0, 1).mulInPlace(2),
                            () -> x.copyFrom(Tensor.ones(3)));
            for (Callable<?> attempt : attempts) {
                assertThatThrownBy(attempt::call).isInstanceOf(UnsupportedOperationException.class);
            }
            assertThat(segment.toArray(ValueLayout.JAVA_DOUBLE)).containsOnly(0);
        }
    }

    /// One thread computes, another closes the memory under it: in Java's loops the JVM stops the
    /// reader, in OpenBLAS it makes the closer wait.
    @Test
    @SuppressWarnings("MustBeClosedChecker") // The other thread closes it: that is the point.
    void sharedMemoryClosedByAnotherThreadInMidAir() throws Exception {
        for (int round = 0; round < 20; round++) {
            Arena arena = Arena.ofShared();
            Tensor x = Tensor.wrap(arena.allocate(64 * 64 * 8, 8), DType.FLOAT64, 64, 64);
            AtomicBoolean computing = new AtomicBoolean();
            Thread closer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (!computing.get()) {
                                            Thread.onSpinWait();
                                        }
                                        while (arena.scope().isAlive()) {
                                            try {
                                                arena.close();
                                            } catch (IllegalStateException inUse) {
                                                Thread.onSpinWait();
                                            }
                                        }
                                    });
            Throwable thrown = null;
            try (var _ = Scope.open("test")) {
                while (thrown == null) {
                    try (var _ = Scope.open("step")) {
                        x.matmul(x).add(x).exp().sum();
                        computing.set(true);
                    } catch (RuntimeException closed) {
                        thrown = closed;
                    }
                }
            }
            // The JVM interrupts the reader in order to stop it, and leaves the flag behind.
            boolean interrupted = Thread.interrupted();
            closer.join();
            assertThat(thrown)
                    .as("interrupted: %s", interrupted)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    // ---- other threads

    @Test
    void aManagedTensorClosedByAnotherThreadInMidAir() throws Exception {
        for (int round = 0; round < 20; round++) {
            Tensor x = Tensor.ones(64, 64);
            AtomicBoolean closed = new AtomicBoolean();
            Thread closer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        x.close();
                                        closed.set(true);
                                    });
            Throwable thrown = null;
            try (var _ = Scope.open("test")) {
                while (thrown == null && !closed.get()) {
                    thrown = thrownBy(() -> x.matmul(x).add(x));
                }
            }
            closer.join();
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(TensorClosedException.class);
            }
            assertThatThrownBy(() -> x.add(1)).isInstanceOf(TensorClosedException.class);
        }
    }

    @Test
    void anotherThreadReachesNothingOfAScope() throws Exception {
        try (Scope scope = Scope.open("mine")) {
            Tensor x = Tensor.ones(4).requireGrad();
            Tensor loss = x.exp().sum();
            MemorySegment raw = x.segment();
            List<Callable<?>> attempts =
                    List.of(
                            () -> x.add(1),
                            () -> closed(x),
                            () -> x.copyTo(scope),
                            () -> scope.allocate(8, "theirs", "[1]"),
                            () -> Autograd.grad(loss, List.of(x), false),
                            () -> raw.get(ValueLayout.JAVA_DOUBLE, 0),
                            () -> raw.fill((byte) 0));
            for (Callable<?> attempt : attempts) {
                assertThat(Threads.thrownElsewhere(attempt))
                        .isInstanceOfAny(WrongThreadException.class, ScopeException.class);
            }
            loss.backward();
            assertThat(x.grad().toArray())
                    .containsExactly(new double[] {Math.E, Math.E, Math.E, Math.E}, within(1e-15));
        }
    }

    private static Tensor closed(Tensor x) {
        x.close();
        return x;
    }

    @Test
    void aThreadThatDiesWithItsScopeOpen() throws Exception {
        Tensor orphan =
                Threads.elsewhere(
                        () -> {
                            Scope left = Scope.open("never closed");
                            assertThat(left.isSealed()).isFalse();
                            return Tensor.ones(3);
                        });
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThatThrownBy(() -> orphan.add(1)).isInstanceOf(WrongThreadException.class);
    }

    // ---- sizes

    @Test
    void moreThanThereIs() {
        try (var _ = Scope.open("test")) {
            Tensor x = Tensor.ones(3);
            List<Callable<?>> attempts =
                    List.of(
                            () -> Tensor.zeros(1 << 30, 1 << 29),
                            // 2^63 - 8 bytes: 2^60 - 1 elements, from its prime factors.
                            () -> Tensor.ones(9 * 25 * 7 * 11, 13 * 31 * 41, 61 * 151 * 331, 1321),
                            () -> x.unsqueeze(1).expand(3, Integer.MAX_VALUE).contiguous());
            for (Callable<?> attempt : attempts) {
                assertThatThrownBy(attempt::call).isInstanceOf(OutOfNativeMemoryException.class);
            }
            assertThatThrownBy(() -> Tensor.zeros(1 << 30, 1 << 30))
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> x.unsqueeze(1).expand(3, Integer.MAX_VALUE).toArray())
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> Tensor.zeros(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThat(x.sum().item()).as("all is well").isEqualTo(3);
        }
    }

    @Test
    void indicesFromOutside() {
        try (var _ = Scope.open("test")) {
            Tensor x = Tensor.ones(4, 3);
            for (int bad : new int[] {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                List<Callable<?>> attempts =
                        List.of(
                                () -> x.indexSelect(0, bad),
                                () -> x.gather(0, Indices.of(Shape.of(1, 3), 0, 1, bad)),
                                () -> Fused.crossEntropy(x, Indices.of(0, 1, 2, bad), null, 0));
                for (Callable<?> attempt : attempts) {
                    assertThatThrownBy(attempt::call).isInstanceOf(IndexOutOfBoundsException.class);
                }
            }
            int[] mutable = {0, 1};
            Indices indices = Indices.of(mutable);
            mutable[0] = 1 << 30;
            assertThat(x.indexSelect(0, indices).sum().item()).isEqualTo(6);
        }
    }

    @Test
    void shapesThatDoNotFit() {
        try (var _ = Scope.open("test")) {
            Tensor x = Tensor.ones(4, 3);
            List<Callable<?>> attempts =
                    List.of(
                            () -> x.matmul(x),
                            () -> x.matmul(Tensor.ones(DType.FLOAT32, 3, 4)),
                            () -> x.reshape(1 << 30, 1 << 30, 16),
                            () -> x.add(Tensor.ones(5)),
                            () -> x.copyFrom(Tensor.ones(4, 4)),
                            () -> Tensor.cat(0, x, Tensor.ones(4)),
                            () -> Fused.linear(x, Tensor.ones(3, 4), null),
                            () -> Fused.crossEntropy(x, Indices.of(0), null, 0));
            for (Callable<?> attempt : attempts) {
                assertThatThrownBy(attempt::call)
                        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
            }
        }
    }

    // ---- anything at all

    /// Every public method with arguments nobody would choose.
    @Test
    void nonsense() throws ReflectiveOperationException {
        Rng random = Rng.seed(13);
        List<Method> methods = new ArrayList<>();
        for (Method method : Tensor.class.getMethods()) {
            boolean waits = method.getDeclaringClass() == Object.class;
            // Memory on demand is tried above; here it would only take time.
            if (!waits
                    && !method.isBridge()
                    && !List.of("pad", "close", "repeat", "assertClose")
                            .contains(method.getName())) {
                methods.add(method);
            }
        }
        int served = 0;
        int refused = 0;
        for (int call = 0; call < 20_000; call++) {
            try (var _ = Scope.open("nonsense")) {
                Method method = methods.get(random.nextInt(methods.size()));
                if (Modifier.isStatic(method.getModifiers())
                        && !List.of("cat", "stack", "of").contains(method.getName())) {
                    continue;
                }
                Throwable thrown = thrownByNonsense(method, random);
                if (thrown == null) {
                    served++;
                } else if (isClean(thrown)) {
                    refused++;
                } else {
                    fail("%s threw %s".formatted(method, thrown), thrown);
                }
            }
        }
        assertThat(served).isGreaterThan(2000);
        assertThat(refused).isGreaterThan(2000);
        assertThat(Backend.name()).isNotEmpty();
    }

    private static @Nullable Throwable thrownByNonsense(Method method, Rng random)
            throws ReflectiveOperationException {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameterTypes()[i], random);
        }
        try {
            method.invoke(tensor(random), arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static boolean isClean(Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                || thrown instanceof IllegalStateException
                || thrown instanceof IndexOutOfBoundsException
                || thrown instanceof ArithmeticException;
    }

    private static Object argument(Class<?> type, Rng random) {
        if (type == Tensor.class) {
            return tensor(random);
        } else if (type == int.class) {
            return number(random);
        } else if (type == double.class) {
            double[] values = {0, -0.0, 1, -2.5, Double.NaN, Double.POSITIVE_INFINITY, 1e308};
            return values[random.nextInt(values.length)];
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return "%s %d";
        } else if (type == DType.class) {
            return random.nextBoolean() ? DType.FLOAT64 : DType.FLOAT32;
        } else if (type == Window.class) {
            return window(random);
        } else if (type == ConvOptions.class) {
            return ConvOptions.DEFAULT
                    .withStride(positive(random))
                    .withPadding(positive(random))
                    .withDilation(positive(random))
                    .withGroups(positive(random))
                    .withOutputPadding(positive(random));
        } else if (type == Scope.class) {
            return Scope.current().orElseThrow();
        } else if (type == Indices.class) {
            return random.nextBoolean()
                    ? Indices.of(numbers(random))
                    : Indices.of(Shape.of(1, 2), number(random), 0);
        } else if (type == Indices[].class) {
            return new Indices[] {Indices.of(numbers(random)), Indices.of(number(random))};
        } else if (type == TensorIndexing.Padding.class) {
            return List.of(TensorIndexing.Padding.values()).get(random.nextInt(4));
        } else if (type == int[].class) {
            return numbers(random);
        } else if (type == Tensor[].class) {
            return new Tensor[] {tensor(random), tensor(random)};
        } else if (type == double[].class) {
            return new double[] {1, Double.NaN};
        } else if (type == double[][].class) {
            return new double[][] {{1}, new double[random.nextInt(3)]};
        }
        return Tensor.ones(2).array();
    }

    private static Window window(Rng random) {
        return Window.of(positive(random))
                .withStride(positive(random))
                .withPadding(positive(random))
                .withDilation(positive(random))
                .withCeilMode(random.nextBoolean());
    }

    private static int positive(Rng random) {
        return Math.max(1, number(random));
    }

    private static int number(Rng random) {
        int[] values = {
            0, 0, 0, 1, 1, 1, 2, 2, -1, -1, -3, 3, Integer.MAX_VALUE, Integer.MIN_VALUE
        };
        return values[random.nextInt(values.length)];
    }

    private static int[] numbers(Rng random) {
        return random.ints(random.nextInt(4), 0, 100).map(_ -> number(random)).toArray();
    }

    private static Tensor tensor(Rng random) {
        Tensor x =
                switch (random.nextInt(7)) {
                    case 0 -> Tensor.scalar(Double.NaN);
                    case 1 -> Tensor.ones(2, 3);
                    case 2 -> Tensor.ones(3, 2).transpose(0, 1);
                    case 3 -> Tensor.zeros(0, 3);
                    case 4 -> Tensor.ones(DType.FLOAT32, 3).flip(0);
                    case 5 -> Tensor.full(1e300, 2, 1, 3).expand(2, 2, 3);
                    default -> Tensor.of(-1, 0, Double.POSITIVE_INFINITY);
                };
        return random.nextInt(3) == 0 ? x.copy().requireGrad() : x;
    }

    private static @Nullable Throwable thrownBy(Callable<?> attempt) {
        try {
            attempt.call();
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
