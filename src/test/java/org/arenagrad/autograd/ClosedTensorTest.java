package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
import org.arenagrad.memory.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every public method of a tensor, called after its end or on a foreign thread, says so.
class ClosedTensorTest {
    /// What can be asked of a tensor that has ended: things that are not in its memory.
    private static final Set<String> KNOWN_AFTER_THE_END =
            Set.of(
                    "shape",
                    "dtype",
                    "name",
                    "named",
                    "array",
                    "memory",
                    "self",
                    "isLeaf",
                    "requiresGrad",
                    "hasGrad",
                    "isFrozen",
                    "zeroGrad",
                    // For layers, which may have been told already: does nothing then.
                    "discard");

    /// Numbers that fit a tensor of shape [1, 2, 2], where zeros do not.
    private static final Map<String, int[]> NUMBERS =
            Map.ofEntries(
                    Map.entry("reshape", new int[] {4}),
                    Map.entry("permute", new int[] {2, 0, 1}),
                    Map.entry("expand", new int[] {3, 2, 2}),
                    Map.entry("get", new int[] {0, 0, 0}),
                    Map.entry("set", new int[] {0, 0, 0}),
                    Map.entry("pad", new int[] {1, 1}),
                    Map.entry("split", new int[] {2}),
                    Map.entry("chunk", new int[] {1}),
                    Map.entry("glu", new int[] {1}),
                    Map.entry("windows", new int[] {1}),
                    Map.entry("repeat", new int[] {1, 1, 1}),
                    Map.entry("diagonal", new int[] {0, 1, 2}),
                    Map.entry("fold", new int[] {1, 3}),
                    Map.entry("maxPool1d", new int[] {2}),
                    Map.entry("maxPool2d", new int[] {2}),
                    Map.entry("avgPool1d", new int[] {2}),
                    Map.entry("avgPool2d", new int[] {2}),
                    Map.entry("adaptiveAvgPool1d", new int[] {1}),
                    Map.entry("adaptiveAvgPool2d", new int[] {1, 1}),
                    Map.entry("adaptiveMaxPool2d", new int[] {1, 1}),
                    Map.entry("interpolateNearest", new int[] {3, 4}),
                    Map.entry("interpolateBilinear", new int[] {3, 4}));

    /// What takes no two tensors of shape [1, 2, 2], alive or not.
    private static final Set<String> OF_OTHER_SHAPES =
            Set.of(
                    "outer",
                    "prelu",
                    "indexAdd",
                    "conv1d",
                    "conv2d",
                    "convTranspose1d",
                    "convTranspose2d");

    private Scope scope;

    ClosedTensorTest() {
        scope = Scope.open("unused");
        scope.close();
    }

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        for (Method method : Tensor.class.getMethods()) {
            if (method.getDeclaringClass() != Object.class
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && !KNOWN_AFTER_THE_END.contains(method.getName())) {
                methods.add(method);
            }
        }
        return methods;
    }

    static List<Method> methodsWithOperands() {
        return methods().stream()
                .filter(m -> Arrays.asList(m.getParameterTypes()).contains(Tensor.class))
                .toList();
    }

    private static Tensor tensor() {
        return Tensor.from(new double[] {1, 2, 3, 4}, 1, 2, 2);
    }

    private static void call(Method method, Tensor on, Tensor operand)
            throws ReflectiveOperationException {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameterTypes()[i], method.getName(), operand, i);
        }
        method.invoke(on, arguments);
    }

    private static Object argument(Class<?> type, String method, Tensor operand, int place) {
        int[] numbers = NUMBERS.getOrDefault(method, new int[] {0});
        if (type == Tensor.class) {
            return operand;
        } else if (type == int.class) {
            return method.equals("slice") ? 1 : numbers[Math.min(place, numbers.length - 1)];
        } else if (type == int[].class) {
            return numbers;
        } else if (type == double.class) {
            return 1.0;
        } else if (type == boolean.class) {
            return false;
        } else if (type == DType.class) {
            return DType.FLOAT64;
        } else if (type == Indices.class) {
            return Indices.of(Shape.of(1, 2, 2), 0, 0, 0, 0);
        } else if (type == Indices[].class) {
            return new Indices[] {Indices.of(0)};
        } else if (type == TensorIndexing.Padding.class) {
            return TensorIndexing.Padding.CONSTANT;
        } else if (type == ConvOptions.class) {
            return ConvOptions.DEFAULT;
        } else if (type == Window.class) {
            // Of two columns, as fold takes them from [1, 2, 2].
            return Window.of(method.equals("fold") ? new Pair(1, 2) : Pair.of(1));
        } else if (type == Scope.class) {
            return Scope.current().orElseThrow();
        }
        throw new AssertionError("no argument of " + type + " for " + method + ": add one here");
    }

    private static @Nullable Throwable thrownBy(Method method, Tensor on, Tensor operand)
            throws ReflectiveOperationException {
        try {
            call(method, on, operand);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    @Test
    void thereAreMany() {
        assertThat(methods()).hasSizeGreaterThan(100);
        assertThat(methodsWithOperands()).hasSizeGreaterThan(15);
    }

    /// Or else the tests below could pass for another reason.
    @ParameterizedTest
    @MethodSource("methods")
    void worksBeforeTheEnd(Method method) throws ReflectiveOperationException {
        Throwable thrown = thrownBy(method, tensor(), tensor());
        if (Set.of("item", "backward", "grad").contains(method.getName())) {
            assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class);
        } else if (OF_OTHER_SHAPES.contains(method.getName())) {
            assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(thrown).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void saysSoAfterTheEnd(Method method) throws ReflectiveOperationException {
        Tensor ended = tensor().named("h");
        Tensor live = tensor();
        ended.close();
        assertThat(thrownBy(method, ended, live))
                .isInstanceOf(TensorClosedException.class)
                .hasMessageStartingWith(
                        "tensor 'h' (tensor, [1, 2, 2]) was %s after its end: close()",
                        method.getName().equals("close") ? "closed" : "used");
    }

    @ParameterizedTest
    @MethodSource("methodsWithOperands")
    void saysSoOfAnOperand(Method method) throws ReflectiveOperationException {
        Tensor ended = tensor().named("h");
        Tensor live = tensor();
        if (method.getName().equals("backward")) {
            live = live.requireGrad().exp();
        }
        ended.close();
        assertThat(thrownBy(method, live, ended))
                .isInstanceOf(TensorClosedException.class)
                .hasMessageStartingWith("tensor 'h'");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void saysSoOnAForeignThread(Method method) throws Exception {
        Tensor mine = tensor().named("h");
        Throwable thrown =
                Threads.elsewhere(
                        () -> {
                            try (var _ = Scope.open("theirs")) {
                                return thrownBy(method, mine, tensor());
                            }
                        });
        assertThat(thrown)
                .isInstanceOf(WrongThreadException.class)
                .hasMessageStartingWith("tensor 'h' (tensor, [1, 2, 2]) belongs to thread '");
        assertThat(mine.get(0, 1, 1)).as("unharmed").isEqualTo(4);
    }

    @Test
    void staticMethodsToo() {
        Tensor ended = tensor();
        ended.close();
        assertThatThrownBy(() -> Tensor.cat(0, tensor(), ended))
                .isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> Tensor.stack(0, ended, tensor()))
                .isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> Autograd.backward(ended, tensor(), true))
                .isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> Fused.linear(tensor(), ended.select(0, 0), null))
                .isInstanceOf(TensorClosedException.class);
    }

    @Test
    void whatIsNotInMemoryIsStillKnown() {
        Tensor ended = tensor().named("h");
        ended.close();
        assertThat(ended.shape()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(ended.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(ended.name()).isEqualTo("h");
        assertThat(ended.isLeaf()).isTrue();
        ended.discard();
        ended.zeroGrad();
    }

    @Test
    void evenWhereThereAreNoElements() {
        Tensor ended = Tensor.zeros(0);
        ended.close();
        assertThatThrownBy(ended::toString).isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(ended::toArray).isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> ended.add(1)).isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> ended.sum()).isInstanceOf(TensorClosedException.class);
    }

    @Test
    void theGradientEndsWithItsTensor() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        x.square().sum().backward();
        Tensor grad = x.grad();
        x.close();
        assertThatThrownBy(grad::toArray)
                .isInstanceOf(TensorClosedException.class)
                .hasMessageContaining("close() of the tensor it belongs to ended it");
    }

    @Test
    void viewsEndTogether() {
        Tensor x = tensor();
        Tensor row = x.select(0, 0);
        row.close();
        assertThatThrownBy(x::toArray).isInstanceOf(TensorClosedException.class);
    }
}
