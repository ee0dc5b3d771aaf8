package org.arenagrad;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What whoever requires the framework gets: its module and those that this one cannot do without,
/// the JDK's own apart, and JSpecify's annotations, without which nobody could compile against it.
/// They are found on the class path of the tests.
final class Closure {
    static final String FRAMEWORK = "org.arenagrad";
    static final String ANNOTATIONS = "org.jspecify";

    private Closure() {}

    static List<ModuleReference> modules() {
        Path[] entries =
                Stream.of(classPath().split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
        Configuration jdk = ModuleLayer.boot().configuration();
        Set<String> roots = Set.of(FRAMEWORK, ANNOTATIONS);
        return jdk.resolve(ModuleFinder.of(), ModuleFinder.of(entries), roots).modules().stream()
                .map(ResolvedModule::reference)
                .toList();
    }

    /// Where they lie, as the value of an option like `--module-path`.
    static String path() {
        return modules().stream()
                .map(Closure::location)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// The same with the framework's jar instead of the folder it was packaged from.
    static String packagedPath() {
        Path jar = Path.of(System.getProperty("arenagrad.jar"));
        return Stream.concat(
                        Stream.of(jar),
                        modules().stream()
                                .filter(module -> !module.descriptor().name().equals(FRAMEWORK))
                                .map(Closure::location))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// The folder or jar of a module.
    static Path location(ModuleReference module) {
        URI location = module.location().orElseThrow();
        return Path.of(location);
    }

    /// Surefire puts the real one into a property of its own.
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
