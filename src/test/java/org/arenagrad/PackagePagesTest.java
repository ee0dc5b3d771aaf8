package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The page of each package opens with an example, and what it says is true: each is compiled as a
/// reader would who has typed `import module org.arenagrad;`, and then run, its assertions
/// included. A `folder` to write to is given.
class PackagePagesTest {
    private static final Path SOURCES = Path.of("main", "java");
    private static final Pattern EXAMPLE =
            Pattern.compile("^/// ```java\\n(.*?)^/// ```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir private static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        var files = new ArrayList<Path>();
        for (String page : pages()) {
            List<String> examples = examples(page);
            for (int i = 0; i < examples.size(); i++) {
                files.add(
                        Files.writeString(
                                folder.resolve(program(page, i) + ".java"), examples.get(i)));
            }
        }
        Javac.compile(
                "the examples in package-info.java",
                files,
                folder,
                List.of("--module-path", Closure.path(), "--add-modules", Closure.FRAMEWORK));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void opensWithAnExampleThatRuns(String page) throws ReflectiveOperationException, IOException {
        List<String> examples = examples(page);
        assertThat(examples).as("examples on the page of %s", page).isNotEmpty();
        assertThat(source(page))
                .as("the example stands first, before the fine print")
                .containsSubsequence("/// ```java", "**Invariant.**");
        for (int i = 0; i < examples.size(); i++) {
            int number = i;
            assertThatCode(() -> run(program(page, number)))
                    .as("example %d of %s", number + 1, page)
                    .doesNotThrowAnyException();
        }
    }

    private static void run(String program) throws Throwable {
        try (var loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()},
                        PackagePagesTest.class.getClassLoader())) {
            loader.setDefaultAssertionStatus(true);
            var main = loader.loadClass(program).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            try {
                main.invoke(null, (Object) new String[] {folder.toString()});
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }
    }

    /// The packages that the framework's module exports.
    static List<String> pages() {
        return Closure.modules().stream()
                .map(module -> module.descriptor())
                .filter(module -> module.name().equals(Closure.FRAMEWORK))
                .flatMap(module -> module.exports().stream())
                .map(Exports::source)
                .sorted()
                .toList();
    }

    /// Its examples as programs.
    private static List<String> examples(String page) throws IOException {
        return EXAMPLE.matcher(source(page)).results().map(PackagePagesTest::program).toList();
    }

    private static String program(MatchResult example) {
        String statements = example.group(1).replaceAll("(?m)^/// ?", "");
        return """
        import module org.arenagrad;

        static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        %s
        }
        """
                .formatted(statements);
    }

    private static String program(String page, int number) {
        return page.replace('.', '_') + "_" + (number + 1);
    }

    private static String source(String page) throws IOException {
        return Files.readString(
                SOURCES.resolve(page.replace('.', '/')).resolve("package-info.java"));
    }
}
