package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

/// Holds scopes to their limits, see [Scope#limit]: a limit counts what lives in the scope and in
/// all scopes inside it.
final class Limits {
    private Limits() {}

    /// Makes sure that a buffer may come into a scope.
    ///
    /// @param from the scope it comes from, whose enclosing scopes count it already; null if it is
    ///   new
    /// @throws MemoryLimitException if it exceeds the limit of `into` or of a scope around that
    static void require(
            Scope into, @Nullable Scope from, long bytes, String operation, Object shape) {
        // A dry run is asked what a step would take: limits around it do not bind it.
        Scope around = DryRun.around(into.memory());
        for (Scope s = into; s != null && s != around; s = s.parent()) {
            if (s.isLimited() && !isInside(from, s)) {
                long free = s.limit() - bytesFrom(s);
                if (bytes > free) {
                    throw exceeded(s, free, bytes, operation, shape);
                }
            }
        }
    }

    /// The live bytes of a scope and of those inside it.
    static long bytesFrom(Scope scope) {
        long sum = scope.liveBytes();
        for (Scope s = scope.memory().scope; s != null && s != scope; s = s.parent()) {
            sum += s.liveBytes();
        }
        return sum;
    }

    private static boolean isInside(@Nullable Scope scope, Scope outer) {
        for (Scope s = scope; s != null; s = s.parent()) {
            if (s == outer) {
                return true;
            }
        }
        return false;
    }

    private static MemoryLimitException exceeded(
            Scope scope, long free, long bytes, String operation, Object shape) {
        return new MemoryLimitException(
                """
                %s: %s takes %s bytes, and of the limit of %s bytes of %s %s are free. Use \
                a smaller batch, recompute layers with checkpoint(), end values earlier, or raise \
                the limit.%s\
                """
                        .formatted(
                                operation,
                                shape,
                                bytes,
                                scope.limit(),
                                scope,
                                free,
                                scope.memory().ledger.largest()));
    }
}
