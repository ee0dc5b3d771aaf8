package org.arenagrad.natives;

import java.nio.file.Path;
import java.util.List;

/// The OpenBLAS of this process: where it lies and why it is this one, or why there is none.
///
/// The order of search:
///
/// 1. the path the user named, `-Darenagrad.openblas=/path/to/libopenblas.so`;
/// 2. the library that came with the program, unpacked once into the user's cache
///    (`-Darenagrad.cache=/folder`);
/// 3. a `libopenblas` that the system has installed.
///
/// ```java
/// switch (NativeLibrary.locateAndLoad()) {
///     case NativeLibrary.Found found -> use(found);
///     case NativeLibrary.Missing missing -> explain(missing.reasons());
/// }
/// ```
public sealed interface NativeLibrary {

    /// A library, and all it needs.
    ///
    /// @param source which place of the order of search it comes from
    /// @param libraries the files in the order to load them, OpenBLAS itself last
    /// @param skipped why each earlier place was not taken, one sentence each
    record Found(Source source, List<Path> libraries, List<String> skipped)
            implements NativeLibrary {
        /// Copies its lists.
        public Found {
            libraries = List.copyOf(libraries);
            skipped = List.copyOf(skipped);
        }

        /// The file of OpenBLAS itself.
        public Path openblas() {
            return libraries.getLast();
        }

        /// Loads the files for the class loader of this class, where `SymbolLookup.loaderLookup()`
        /// of the bindings finds their symbols. Loading twice is harmless.
        ///
        /// @throws IllegalCallerException if native access is denied to this module
        /// @throws UnsatisfiedLinkError if the system refuses a file
        public void load() {
            for (Path library : libraries) {
                System.load(library.toString());
            }
        }

        @Override
        public String summary() {
            return "OpenBLAS " + source + ": " + openblas();
        }
    }

    /// No library.
    ///
    /// @param reasons why no place had one, one sentence each, in the order of search
    record Missing(List<String> reasons) implements NativeLibrary {
        /// Copies its list.
        public Missing {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String summary() {
            return "no OpenBLAS: " + String.join("; ", reasons);
        }
    }

    /// One line that says what was found.
    String summary();

    /// Searches, and loads nothing.
    ///
    /// @throws NativeLibraryException if the user named a path and nothing usable is there
    static NativeLibrary locate() {
        return Search.ofThisProcess().first(_ -> {});
    }

    /// Searches and loads; a library that the system refuses to load is skipped, with the reason.
    ///
    /// @throws NativeLibraryException if the user named a path and nothing usable is there
    /// @throws IllegalCallerException if native access is denied to this module
    static NativeLibrary locateAndLoad() {
        return Search.ofThisProcess().first(Found::load);
    }
}
