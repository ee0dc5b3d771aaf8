package org.arenagrad.memory;

import static org.arenagrad.memory.Scope.sentence;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Scopes that were left open when one around them is closed, in words: which, what lives in them,
/// and where that came from.
final class Leak {
    private final StringBuilder scopes = new StringBuilder();
    private final StringBuilder sites = new StringBuilder();

    private Leak() {}

    /// What to tell of the scopes inside `outer` that are still open, before they end; null if
    /// there are none.
    static @Nullable ScopeException inside(Scope outer) {
        Scope innermost = outer.memory().scope;
        if (innermost == outer) {
            return null;
        }
        Leak leak = new Leak();
        for (Scope s = innermost; s != null && s != outer; s = s.parent()) {
            leak.add(s);
        }
        return leak.of(outer);
    }

    private void add(Scope open) {
        scopes.append(scopes.isEmpty() ? "scope '" : ", '").append(open.name()).append('\'');
        sites.append(sentence(" '%s' was opened at ".formatted(open.name()), open.openedAt()));
        List<Buffer> live = open.buffers();
        if (!live.isEmpty()) {
            Buffer first = live.getFirst();
            scopes.append(" (with ").append(first);
            scopes.append(live.size() == 1 ? ")" : " and %s more)".formatted(live.size() - 1));
            sites.append(sentence(" Its %s was made at ".formatted(first), first.madeAt()));
        }
    }

    private ScopeException of(Scope outer) {
        sites.append(sentence(" '%s' was closed at ".formatted(outer.name()), Scope.here()));
        return new ScopeException(
                """
                scope '%s' was closed while %s was still open inside it, and has been closed with \
                it.%s Close the inner scope first (try-with-resources does)\
                """
                        .formatted(
                                outer.name(),
                                scopes,
                                sites.isEmpty() ? " (Scope.trace(true) records where.)" : sites));
    }
}
