package org.arenagrad.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the float32 kernels: for each `XFloat64.java` of the package, `XFloat32.java`, by
/// replacing words.
///
/// It can be this simple because of two conventions. The sources touch the element type in two
/// hand-written pairs of classes only, [ElementsFloat64] and [LanesFloat64] with their twins; and
/// scalar arithmetic is in double for both types. A line that ends in `// float64 only` is left out
/// (terms of a series that float32 does not need), and what stands behind `// float32 only:` is put
/// in.
///
/// To run it: [#COMMAND], then `mvn -N verify -Pformat`.
final class Float32Generator {
    /// What writes the files anew, from the directory of the whole project.
    static final String COMMAND =
            "mvn -pl src -am test -Dtest=Float32GeneratorTest -Darenagrad.generate=true";

    private static final Set<String> WRITTEN_BY_HAND =
            Set.of("ElementsFloat64.java", "LanesFloat64.java");

    private static final Map<String, String> WORDS =
            Map.of(
                    "Float64", "Float32",
                    "DoubleVector", "FloatVector",
                    "LongVector", "IntVector",
                    "reinterpretAsDoubles", "reinterpretAsFloats",
                    "reinterpretAsLongs", "reinterpretAsInts",
                    "VectorMask<Double>", "VectorMask<Float>",
                    "VectorShuffle<Double>", "VectorShuffle<Float>",
                    "double[", "float[",
                    "cblas_d", "cblas_s");

    private Float32Generator() {}

    /// Writes all files anew. The argument is the directory of the package's sources.
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        for (var file : generate(directory).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /// The generated files by name.
    static Map<String, String> generate(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path source : sources(directory)) {
            String name = source.getFileName().toString();
            files.put(name.replace("Float64", "Float32"), float32(name, Files.readString(source)));
        }
        return files;
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith("Float64.java"))
                    .filter(f -> !WRITTEN_BY_HAND.contains(f.getFileName().toString()))
                    .toList();
        }
    }

    private static String float32(String name, String source) {
        String text =
                source.lines()
                        .filter(line -> !line.endsWith("// float64 only"))
                        .map(line -> line.replace("// float32 only: ", ""))
                        .collect(Collectors.joining("\n", "", "\n"));
        for (var word : WORDS.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return "// Generated from " + name + " by Float32Generator: do not edit.\n" + text;
    }
}
