package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.provider.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Sizes, strides and numbers that kernels get wrong, and the backends to try them on.
public final class Samples {
    /// Around the lengths of vectors, of unrolled loops and of blocks.
    static final int[] SIZES = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 1000};

    static final int[] STRIDES = {1, 0, 2, -1};

    /// What elements are before a kernel writes, and must still be where it has no business.
    static final double UNTOUCHED = -77;

    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        1,
        -1,
        1e30,
        -1e30,
        1e-30,
        -1e-30,
        1e-40,
        -1e-40,
        1e300,
        -1e300,
        1e-310,
        -1e-310,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Float.MIN_VALUE,
        700,
        -700,
        88,
        -88,
        40,
        -40
    };

    private Samples() {}

    /// Every available backend with both element types; where one is asked for, only that.
    public static Stream<Arguments> backends() {
        String asked = System.getProperty(Selection.PROPERTY);
        return Selection.available().stream()
                .filter(backend -> asked == null || backend.equals(asked))
                .flatMap(
                        backend ->
                                Stream.of(ElementType.values())
                                        .map(type -> Arguments.of(backend, type)));
    }

    /// Those without OpenBLAS, whose loops are those of one of these.
    public static Stream<Arguments> javaBackends() {
        return backends().filter(backend -> !backend.get()[0].equals("openblas"));
    }

    /// Numbers of many sizes, special ones among them.
    public static double[] wild(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] =
                    random.nextInt(4) == 0
                            ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : random.nextGaussian() * Math.pow(10, random.nextInt(-3, 3));
        }
        return values;
    }

    /// Numbers around 0.
    public static double[] normal(int n, long seed) {
        return new Random(seed).doubles(n, -2, 2).toArray();
    }

    /// Fails unless both are the same, element by element.
    public static void assertClose(
            ElementType type, String what, double[] actual, double[] expected, double scale) {
        assertThat(actual).hasSameSizeAs(expected);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < actual.length && wrong.size() < 10; i++) {
            if (!type.close(actual[i], expected[i], scale)) {
                wrong.add("[%d] %s instead of %s".formatted(i, actual[i], expected[i]));
            }
        }
        assertThat(wrong).as(what).isEmpty();
    }
}
