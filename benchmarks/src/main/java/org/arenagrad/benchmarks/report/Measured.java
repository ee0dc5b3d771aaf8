package org.arenagrad.benchmarks.report;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One row of a file of results: what was measured, with which parameters, and what came out.
///
/// @param benchmark class and method, as JMH names them
/// @param parameters by name
/// @param score the time, or whatever was measured
/// @param error half the width of its confidence interval; NaN if it is not known
/// @param unit of the score
/// @param more what else was measured, by name
public record Measured(
        String benchmark,
        SortedMap<String, String> parameters,
        double score,
        double error,
        String unit,
        SortedMap<String, Double> more) {
    /// A row without error.
    public static Measured of(
            String benchmark,
            Map<String, String> parameters,
            double score,
            String unit,
            Map<String, Double> more) {
        return new Measured(
                benchmark, new TreeMap<>(parameters), score, Double.NaN, unit, new TreeMap<>(more));
    }

    /// The name without packages: `AllocationBenchmark.heap`.
    public String name() {
        String[] parts = benchmark.split("\\.", -1);
        int first = 0;
        while (first < parts.length - 1 && !Character.isUpperCase(parts[first].charAt(0))) {
            first++;
        }
        return String.join(".", Arrays.asList(parts).subList(first, parts.length));
    }

    /// The last part of the name: `heap`.
    public String method() {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    /// Whether the class of the benchmark has this name.
    public boolean isOf(Class<?> type) {
        return benchmark.startsWith(type.getName() + ".") || benchmark.equals(type.getName());
    }

    /// A parameter.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("%s has no parameter %s".formatted(this, name));
        }
        return value;
    }

    /// Something measured besides the score; NaN if it was not.
    public double more(String name) {
        return more.getOrDefault(name, Double.NaN);
    }

    /// What says that two rows measure the same: `AllocationBenchmark.heap bytes=64 touched=false`.
    public String key() {
        String values =
                parameters.entrySet().stream()
                        .map(p -> " " + p.getKey() + "=" + p.getValue())
                        .collect(Collectors.joining());
        return name() + values;
    }
}
