package org.arenagrad.io;

import java.util.Collection;
import java.util.stream.Collectors;

/// Lists of names in messages.
final class Names {
    private static final int MOST = 10;

    private Names() {}

    /// The first few: `'a', 'b' and 3 more`; `none` if there are none.
    static String some(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first =
                names.stream()
                        .limit(MOST)
                        .map(name -> "'" + Json.shortened(name) + "'")
                        .collect(Collectors.joining(", "));
        return names.size() <= MOST ? first : first + " and %s more".formatted(names.size() - MOST);
    }
}
