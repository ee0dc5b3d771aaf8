package org.arenagrad.natives;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Settings and bundles that a test makes up.
final class Fakes {
    /// Enough of a machine to search on, with no library in it.
    static final Map<String, String> LINUX =
            Map.of("os.name", "Linux", "os.arch", "amd64", "user.home", "/nowhere");

    /// Two libraries of a few bytes; the build lists them in no certain order.
    static final Map<String, String> LIBRARIES =
            Map.of("libopenblas.so.0", "multiplies matrices", "libgfortran.so.5", "speaks Fortran");

    private Fakes() {}

    /// Properties on top of [#LINUX], and no environment.
    static Settings settings(Map<String, String> properties) {
        return settings(properties, Map.of());
    }

    static Settings settings(Map<String, String> properties, Map<String, String> environment) {
        var all = new HashMap<>(LINUX);
        all.putAll(properties);
        return new Settings(
                name -> Optional.ofNullable(all.get(name)),
                name -> Optional.ofNullable(environment.get(name)));
    }

    /// What a program built for Linux with these libraries carries.
    static Bundle.Content program(Map<String, String> libraries) {
        var resources = new HashMap<String, String>();
        resources.put("bundle.properties", "version=1.2.3\nplatform=linux-x86_64\n");
        resources.put(
                "openblas/SHA256SUMS",
                libraries.entrySet().stream()
                        .map(library -> sha256(library.getValue()) + " *" + library.getKey())
                        .collect(Collectors.joining("\n")));
        libraries.forEach((name, content) -> resources.put("openblas/" + name, content));
        return content(resources);
    }

    static Bundle.Content content(Map<String, String> resources) {
        return name -> {
            String text = resources.get(name);
            return text == null ? null : new ByteArrayInputStream(bytes(text));
        };
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
