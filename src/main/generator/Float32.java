import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the float32 kernels: for each `XFloat64.java` among the sources, `XFloat32.java`, by
/// replacing words. The build runs it before it compiles, so there is one text of each loop and
/// formula.
///
/// It can be this simple because scalar arithmetic is in `double` for both types and rounded by
/// name (`ElementsFloat64`). What differs otherwise is said in the source: a line that ends in `//
/// float64 only` is left out (terms of a series that float32 does not need), and what stands behind
/// `// float32 only: ` is put in.
///
/// Line numbers stay, so a debugger that stands in a float32 loop shows the line of its float64
/// text.
final class Float32 {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("Float64", "Float32"),
                    Map.entry("FLOAT64", "FLOAT32"),
                    Map.entry("float64", "float32"),
                    Map.entry("DoubleVector", "FloatVector"),
                    Map.entry("LongVector", "IntVector"),
                    Map.entry("reinterpretAsDoubles", "reinterpretAsFloats"),
                    Map.entry("reinterpretAsLongs", "reinterpretAsInts"),
                    Map.entry("VectorMask<Double>", "VectorMask<Float>"),
                    Map.entry("VectorSpecies<Double>", "VectorSpecies<Float>"),
                    Map.entry("JAVA_DOUBLE", "JAVA_FLOAT"),
                    Map.entry("double[", "float["),
                    Map.entry("cblas_d", "cblas_s"));

    private Float32() {}

    /// The arguments: where the sources are, and where to write.
    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Path.of(arguments[1]);
        for (Path source : sources(from)) {
            Path twin =
                    to.resolve(from.relativize(source).toString().replace("Float64", "Float32"));
            Files.createDirectories(twin.getParent());
            String text = float32(source.getFileName().toString(), Files.readString(source));
            // Only what has changed is compiled again.
            if (!Files.exists(twin) || !Files.readString(twin).equals(text)) {
                Files.writeString(twin, text);
            }
        }
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Float64.java"))
                    .toList();
        }
    }

    private static String float32(String name, String source) {
        String text = source.lines().map(Float32::line).collect(Collectors.joining("\n", "", "\n"));
        for (var word : WORDS.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text.replaceFirst("\n", " // Generated from " + name + ": do not edit.\n");
    }

    private static String line(String line) {
        return line.endsWith("// float64 only") ? "" : line.replace("// float32 only: ", "");
    }
}
