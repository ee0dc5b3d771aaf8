package org.arenagrad.natives;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An operating system and a processor, named as the bundled artifact names them, with the places
/// each has for things.
record Platform(Os system, String processor) {
    enum Os {
        LINUX("linux", "linux"),
        MACOS("mac", "macosx"),
        WINDOWS("windows", "windows"),
        OTHER("", "other");

        private final String javaPrefix;
        private final String artifactName;

        Os(String javaPrefix, String artifactName) {
            this.javaPrefix = javaPrefix;
            this.artifactName = artifactName;
        }

        private static Os of(String javaName) {
            return Stream.of(values())
                    .filter(os -> javaName.startsWith(os.javaPrefix))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    static Platform of(Settings settings) {
        String system = settings.property("os.name").orElse("").toLowerCase(Locale.ROOT);
        String processor = settings.property("os.arch").orElse("").toLowerCase(Locale.ROOT);
        return new Platform(
                Os.of(system),
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> processor;
                });
    }

    /// The name that artifacts carry, such as `linux-x86_64`.
    String classifier() {
        return system.artifactName + "-" + processor;
    }

    /// The folder that this system has for caches of one user; none where the user has no home.
    Optional<Path> userCache(Settings settings) {
        Optional<Path> home = absolute(settings.property("user.home"));
        return switch (system) {
            case MACOS -> home.map(folder -> folder.resolve("Library", "Caches"));
            case WINDOWS ->
                    absolute(settings.variable("LOCALAPPDATA"))
                            .or(() -> home.map(folder -> folder.resolve("AppData", "Local")));
            case LINUX, OTHER ->
                    absolute(settings.variable("XDG_CACHE_HOME"))
                            .or(() -> home.map(folder -> folder.resolve(".cache")));
        };
    }

    /// Where an installed `libopenblas` may lie: what the user's variable says first, then where
    /// packages put it.
    List<Path> libraryFolders(Settings settings) {
        Stream<String> named =
                settings.variable(searchVariable()).stream()
                        .flatMap(Pattern.compile(system == Os.WINDOWS ? ";" : ":")::splitAsStream);
        return Stream.concat(named, packageFolders().stream())
                .flatMap(text -> absolute(Optional.of(text)).stream())
                .toList();
    }

    List<String> libraryNames() {
        return switch (system) {
            case MACOS -> List.of("libopenblas.dylib", "libopenblas.0.dylib");
            case WINDOWS -> List.of("libopenblas.dll", "openblas.dll");
            case LINUX, OTHER -> List.of("libopenblas.so.0", "libopenblas.so", "libopenblasp.so.0");
        };
    }

    private String searchVariable() {
        return switch (system) {
            case MACOS -> "DYLD_LIBRARY_PATH";
            case WINDOWS -> "PATH";
            case LINUX, OTHER -> "LD_LIBRARY_PATH";
        };
    }

    private List<String> packageFolders() {
        return switch (system) {
            case MACOS ->
                    List.of(
                            "/opt/homebrew/opt/openblas/lib",
                            "/usr/local/opt/openblas/lib",
                            "/opt/local/lib");
            case WINDOWS -> List.of();
            case LINUX, OTHER ->
                    List.of(
                            "/usr/local/lib64",
                            "/usr/local/lib",
                            "/usr/lib/" + processor.replace("arm64", "aarch64") + "-linux-gnu",
                            "/usr/lib64",
                            "/usr/lib");
        };
    }

    /// The path, if it is one and says where to start: the home of a user without one is called
    /// `?`, search variables hold all sorts of things, and relative caches are to be ignored.
    private static Optional<Path> absolute(Optional<String> text) {
        try {
            return text.map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
