package org.arenagrad.natives;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One walk through the order of search, which notes why each place was not taken.
final class Search {
    private final Settings settings;
    private final Platform platform;
    private final Bundle.Content resources;
    private final List<String> skipped = new ArrayList<>();

    Search(Settings settings, Bundle.Content resources) {
        this.settings = settings;
        this.platform = Platform.of(settings);
        this.resources = resources;
    }

    static Search ofThisProcess() {
        return new Search(Settings.ofThisProcess(), Search.class::getResourceAsStream);
    }

    /// The first library that `use` accepts; it refuses by an [UnsatisfiedLinkError].
    NativeLibrary first(Consumer<NativeLibrary.Found> use) {
        return named().map(path -> named(path, use))
                .or(() -> bundled(use))
                .or(() -> installed(use))
                .orElseGet(() -> new NativeLibrary.Missing(skipped));
    }

    private Optional<String> named() {
        Optional<String> path = settings.property(Settings.LIBRARY);
        if (path.isEmpty()) {
            skipped.add("no path was named: -D" + Settings.LIBRARY + " is not set");
        }
        return path;
    }

    private NativeLibrary named(String text, Consumer<NativeLibrary.Found> use) {
        String asked = "-D" + Settings.LIBRARY + "=" + text;
        try {
            Path path = Path.of(text).toAbsolutePath();
            if (!Files.isRegularFile(path)) {
                throw new NativeLibraryException(
                        asked
                                + ": there is no such file; name the library itself, or leave the"
                                + " property away");
            }
            var found = found(Source.USER_PATH, List.of(path));
            use.accept(found);
            return found;
        } catch (InvalidPathException e) {
            throw new NativeLibraryException(asked + " is not a path: " + e.getMessage(), e);
        } catch (UnsatisfiedLinkError e) {
            throw new NativeLibraryException(asked + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private Optional<NativeLibrary> bundled(Consumer<NativeLibrary.Found> use) {
        try {
            Bundle bundle = Bundle.read(resources);
            if (!bundle.platform().equals(platform.classifier()) || bundle.entries().isEmpty()) {
                skipped.add(
                        "nothing is bundled for "
                                + platform.classifier()
                                + ": the program was built for "
                                + bundle.platform());
                return Optional.empty();
            }
            return accepted(found(Source.BUNDLED, unpacked(bundle)), use);
        } catch (IOException e) {
            skipped.add("the bundled library could not be unpacked: " + reason(e));
            return Optional.empty();
        }
    }

    private List<Path> unpacked(Bundle bundle) throws IOException {
        var unpacking = new Unpacking(bundle);
        try {
            return unpacking.into(cache());
        } catch (IOException | InvalidPathException e) {
            skipped.add(
                    "the cache cannot be used, so a temporary folder is (name another with -D"
                            + Settings.CACHE
                            + "): "
                            + reason(e));
            return unpacking.intoTemporaryFolder();
        }
    }

    private Path cache() throws IOException {
        return settings.property(Settings.CACHE)
                .map(text -> Path.of(text).toAbsolutePath())
                .or(() -> platform.userCache(settings).map(folder -> folder.resolve("arenagrad")))
                .orElseThrow(() -> new FileNotFoundException("the user has no home folder"));
    }

    private Optional<NativeLibrary> installed(Consumer<NativeLibrary.Found> use) {
        List<Path> folders = platform.libraryFolders(settings);
        for (Path folder : folders) {
            for (String name : platform.libraryNames()) {
                Path library = folder.resolve(name);
                if (Files.isRegularFile(library)) {
                    var accepted = accepted(found(Source.SYSTEM, List.of(library)), use);
                    if (accepted.isPresent()) {
                        return accepted;
                    }
                }
            }
        }
        skipped.add("no usable libopenblas is installed in any of " + folders);
        return Optional.empty();
    }

    private Optional<NativeLibrary> accepted(
            NativeLibrary.Found found, Consumer<NativeLibrary.Found> use) {
        try {
            use.accept(found);
            return Optional.of(found);
        } catch (UnsatisfiedLinkError e) {
            skipped.add("the system refuses to load " + found.openblas() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private NativeLibrary.Found found(Source source, List<Path> libraries) {
        return new NativeLibrary.Found(source, libraries, skipped);
    }

    /// Exceptions of the file system often carry a path for a message: their name is the better
    /// half.
    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
