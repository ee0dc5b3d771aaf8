package org.arenagrad.natives;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// The libraries that came with the program: names and digests, in the order to load them, and
/// their bytes.
record Bundle(String version, String platform, List<Entry> entries, Content content) {
    /// Loading one that needs another that is not loaded yet makes the system search for it, where
    /// it may find any.
    private static final List<String> LOADING_ORDER =
            List.of("libgcc_s", "libquadmath", "libgfortran", "libopenblas");

    private static final String DIGESTS = "SHA256SUMS";

    /// How many digits of each library's digest are part of the name.
    private static final int DIGITS = 8;

    /// One library and the SHA-256 that the build took of it.
    record Entry(String name, String sha256) {}

    /// Opens what came with the program; null where there is nothing of that name.
    interface Content {
        @Nullable InputStream open(String name) throws IOException;
    }

    static Bundle ofThisProgram() throws IOException {
        return read(Bundle.class::getResourceAsStream);
    }

    static Bundle read(Content resources) throws IOException {
        var properties = new Properties();
        try (InputStream in = required(resources, "bundle.properties")) {
            properties.load(in);
        }
        Content libraries = name -> resources.open("openblas/" + name);
        return new Bundle(
                properties.getProperty("version", "unknown"),
                properties.getProperty("platform", "none"),
                entries(libraries),
                libraries);
    }

    /// A folder name that differs whenever any of the libraries differs.
    String id() {
        String digests =
                entries.stream()
                        .map(entry -> entry.sha256().substring(0, DIGITS))
                        .collect(Collectors.joining());
        return "openblas-" + version + "-" + platform + "-" + digests;
    }

    InputStream open(Entry entry) throws IOException {
        return required(content, entry.name());
    }

    private static List<Entry> entries(Content libraries) throws IOException {
        try (InputStream in = libraries.open(DIGESTS)) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(" [ *]", 2))
                    .filter(parts -> parts.length == 2)
                    .map(parts -> new Entry(parts[1], parts[0]))
                    .sorted(Comparator.comparingInt(Bundle::rank))
                    .toList();
        }
    }

    private static int rank(Entry entry) {
        return LOADING_ORDER.indexOf(entry.name().substring(0, entry.name().indexOf('.')));
    }

    private static InputStream required(Content content, String name) throws IOException {
        InputStream in = content.open(name);
        if (in == null) {
            throw new IOException("the program came without its resource " + name);
        }
        return in;
    }
}
