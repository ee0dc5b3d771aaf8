package org.arenagrad.natives;

import java.util.Optional;
import java.util.function.Function;

/// What the user and the system say: properties and environment variables; blank means not set.
record Settings(
        Function<String, Optional<String>> properties,
        Function<String, Optional<String>> environment) {
    static final String LIBRARY = "arenagrad.openblas";
    static final String CACHE = "arenagrad.cache";

    static Settings ofThisProcess() {
        return new Settings(
                name -> Optional.ofNullable(System.getProperty(name)),
                name -> Optional.ofNullable(System.getenv(name)));
    }

    Optional<String> property(String name) {
        return properties.apply(name).filter(text -> !text.isBlank());
    }

    Optional<String> variable(String name) {
        return environment.apply(name).filter(text -> !text.isBlank());
    }
}
