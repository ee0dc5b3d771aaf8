package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The JDK's compiler, which must have nothing to complain of.
final class Javac {
    private Javac() {}

    /// @param what the sources, in words
    /// @param target where the classes go
    static void compile(String what, Collection<Path> sources, Path target, List<String> options) {
        var said = new StringWriter();
        var writer = new PrintWriter(said);
        String[] arguments =
                Stream.of(
                                options.stream(),
                                Stream.of("-d", target.toString()),
                                sources.stream().map(Path::toString))
                        .flatMap(part -> part)
                        .toArray(String[]::new);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments);
        assertThat(code).as("javac of %s: %s", what, said).isZero();
    }
}
