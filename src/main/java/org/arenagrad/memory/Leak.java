package org.arenagrad.memory;

import static org.arenagrad.memory.Scope.sentence;

import org.jspecify.annotations.Nullable;

/// Scopes that were left open when one around them is closed, in words: which, what lives in them,
/// and where that came from.
final class Leak {
    /// How many scopes a message names.
    private static final int MOST = 5;

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
        int open = 0;
        for (Scope s = innermost; s != null && s != outer; s = s.parent()) {
            open++;
            if (open <= MOST) {
                leak.add(s);
            }
        }
        if (open > MOST) {
            leak.scopes.append(" and %s more".formatted(open - MOST));
        }
        return leak.of(outer);
    }

    private void add(Scope open) {
        scopes.append(scopes.isEmpty() ? "scope " : ", ").append(open.quoted());
        sites.append(sentence(" %s was opened at ".formatted(open.quoted()), open.openedAt()));
        Buffer first = open.first();
        if (first != null) {
            scopes.append(" (with ").append(first);
            long more = open.liveBuffers() - 1;
            scopes.append(more == 0 ? ")" : " and %s more)".formatted(more));
            sites.append(sentence(" Its %s was made at ".formatted(first), first.madeAt()));
        }
    }

    private ScopeException of(Scope outer) {
        sites.append(sentence(" %s was closed at ".formatted(outer.quoted()), Scope.here()));
        return new ScopeException(
                """
                %s was closed while %s was still open inside it, and has been closed with \
                it.%s Close the inner scope first (try-with-resources does)\
                """
                        .formatted(
                                outer,
                                scopes,
                                sites.isEmpty() ? " (Scope.trace(true) records where.)" : sites));
    }
}
