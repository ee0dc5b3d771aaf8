package org.arenagrad.benchmarks.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Files of results in the format of JMH (`-rf json`): a list with an object for each benchmark and
/// choice of parameters.
public final class ResultFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultFile() {}

    /// The rows of a file, or of all files `*.json` in a folder that hold results.
    public static List<Measured> read(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return rows(JSON.readTree(fileOrFolder.toFile()));
        }
        List<Measured> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(fileOrFolder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".json")) {
                    all.addAll(rows(JSON.readTree(file.toFile())));
                }
            }
        }
        return all;
    }

    private static List<Measured> rows(JsonNode results) {
        List<Measured> rows = new ArrayList<>();
        if (results.isArray()) {
            results.forEach(result -> rows.add(row(result)));
        }
        return rows;
    }

    private static Measured row(JsonNode result) {
        SortedMap<String, String> parameters = new TreeMap<>();
        result.path("params").forEachEntry((name, value) -> parameters.put(name, value.asText()));
        SortedMap<String, Double> more = new TreeMap<>();
        result.path("secondaryMetrics")
                .forEachEntry((name, metric) -> more.put(name, number(metric.path("score"))));
        JsonNode primary = result.path("primaryMetric");
        return new Measured(
                result.path("benchmark").asText(),
                parameters,
                number(primary.path("score")),
                number(primary.path("scoreError")),
                primary.path("scoreUnit").asText(),
                more);
    }

    /// JMH writes NaN as a string.
    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    /// Writes rows of one's own.
    public static void write(Path file, List<Measured> rows) throws IOException {
        ArrayNode results = JSON.createArrayNode();
        for (Measured row : rows) {
            ObjectNode result = results.addObject();
            result.put("benchmark", row.benchmark());
            result.put("mode", "avgt");
            ObjectNode parameters = result.putObject("params");
            row.parameters().forEach(parameters::put);
            result.putObject("primaryMetric")
                    .put("score", row.score())
                    .put("scoreUnit", row.unit());
            ObjectNode more = result.putObject("secondaryMetrics");
            row.more().forEach((name, score) -> more.putObject(name).put("score", score));
        }
        write(file, results);
    }

    /// Copies a file that JMH wrote, without what belongs to one machine only (paths) and without
    /// the percentiles of a handful of numbers.
    public static void copyWithoutPaths(Path from, Path to) throws IOException {
        JsonNode results = JSON.readTree(from.toFile());
        for (JsonNode result : results) {
            ((ObjectNode) result).remove(List.of("jvm", "jvmArgs"));
            strip(result.path("primaryMetric"), "scorePercentiles");
            result.path("secondaryMetrics")
                    .forEach(metric -> strip(metric, "scorePercentiles", "rawData"));
        }
        write(to, results);
    }

    private static void strip(JsonNode metric, String... names) {
        ((ObjectNode) metric).remove(List.of(names));
    }

    /// Writes names and values, in their order.
    public static void writeFacts(Path file, Map<String, String> facts) throws IOException {
        write(file, JSON.valueToTree(facts));
    }

    /// Reads what [#writeFacts] wrote.
    public static Map<String, String> readFacts(Path file) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        JSON.readTree(file.toFile()).forEachEntry((name, fact) -> facts.put(name, fact.asText()));
        return facts;
    }

    private static void write(Path file, JsonNode tree) throws IOException {
        // A line a value, and the same line ends everywhere.
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
        Files.writeString(file, JSON.writer(printer).writeValueAsString(tree) + "\n");
    }
}
