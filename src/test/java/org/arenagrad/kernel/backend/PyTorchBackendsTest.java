package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.kernel.oracle.Elements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every backend against PyTorch: functions of elements, special numbers among them. The values are
/// made by `functions.py`.
@Tag("backend")
class PyTorchBackendsTest {
    private static final String VALUES = "/reference/functions.json";

    private static final Set<String> UNARY = names(Unary.values());
    private static final Set<String> BINARY = names(Binary.values());

    private static Set<String> names(Enum<?>[] operations) {
        return Stream.of(operations).map(Enum::name).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void functionsOfElements(String backend, ElementType type) throws IOException {
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (JsonNode reference : references()) {
            if (reference.get("dtype").asText().equals(type.name().toLowerCase(Locale.ROOT))) {
                check(type.of(backend).elementwise(), type, reference, wrong);
                cases++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isGreaterThan(30);
    }

    private static JsonNode references() throws IOException {
        try (InputStream in = PyTorchBackendsTest.class.getResourceAsStream(VALUES)) {
            return JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(Objects.requireNonNull(in, VALUES));
        }
    }

    private static void check(
            Elementwise kernel, ElementType type, JsonNode reference, List<String> wrong) {
        String op = reference.get("op").asText();
        JsonNode inputs = reference.get("inputs");
        double[] expected = numbers(reference.get("output"));
        double[][] operands = new double[inputs.size()][];
        try (Arena arena = Arena.ofConfined()) {
            Span[] spans = new Span[inputs.size()];
            for (int i = 0; i < spans.length; i++) {
                operands[i] = numbers(inputs.get(i));
                // A single number is an operand that repeats.
                int stride = inputs.get(i).isArray() ? 1 : 0;
                spans[i] = new Span(type.segment(arena, operands[i]), 0, stride);
            }
            MemorySegment y = type.segment(arena, new double[expected.length]);
            run(kernel, op, spans, Span.of(y, 0), expected.length);
            double[] actual = type.values(y);
            for (int i = 0; i < actual.length; i++) {
                double[] of = new double[operands.length];
                for (int o = 0; o < of.length; o++) {
                    of[o] = operands[o][operands[o].length == 1 ? 0 : i];
                }
                double slack = slack(op, of, expected[i]);
                if (!type.close(actual[i], expected[i], slack)) {
                    String what = op + " of " + Arrays.toString(of);
                    wrong.add(what + ": " + actual[i] + " instead of " + expected[i]);
                }
            }
        }
    }

    private static void run(Elementwise kernel, String op, Span[] x, Span y, int n) {
        if (UNARY.contains(op)) {
            kernel.unary(Unary.valueOf(op), x[0], y, n);
        } else if (BINARY.contains(op)) {
            kernel.binary(Binary.valueOf(op), x[0], x[1], y, n);
        } else {
            kernel.ternary(Ternary.valueOf(op), x[0], x[1], x[2], y, n);
        }
    }

    private static double slack(String op, double[] of, double expected) {
        if (BINARY.contains(op)) {
            return Math.abs(expected) * Elements.condition(Binary.valueOf(op), of[0], of[1]);
        }
        return of.length == 3 ? Elements.scale(Ternary.valueOf(op), of[0], of[1], of[2]) : 0;
    }

    private static double[] numbers(JsonNode node) {
        if (!node.isArray()) {
            return new double[] {node.asDouble()};
        }
        double[] numbers = new double[node.size()];
        Arrays.setAll(numbers, i -> node.get(i).asDouble());
        return numbers;
    }
}
