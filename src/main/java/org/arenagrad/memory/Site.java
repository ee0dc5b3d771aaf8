package org.arenagrad.memory;

import java.util.stream.Collectors;

/// The place in the user's program that a call came from.
final class Site {
    private static final int FRAMES = 3;

    private Site() {}

    /// The innermost frames outside the framework, as `file.java:line` of up to three callers;
    /// inside the framework's own code if there are none.
    static String here() {
        return StackWalker.getInstance()
                .walk(
                        frames -> {
                            var all = frames.skip(1).toList();
                            var users =
                                    all.stream()
                                            .dropWhile(
                                                    f ->
                                                            f.getClassName()
                                                                            .startsWith(
                                                                                    "org.arenagrad.")
                                                                    && !f.getClassName()
                                                                            .startsWith(
                                                                                    "org.arenagrad.examples."))
                                            .toList();
                            return (users.isEmpty() ? all : users)
                                    .stream()
                                            .limit(FRAMES)
                                            .map(
                                                    f ->
                                                            f.getMethodName()
                                                                    + " ("
                                                                    + f.getFileName()
                                                                    + ":"
                                                                    + f.getLineNumber()
                                                                    + ")")
                                            .collect(Collectors.joining(", called by "));
                        });
    }
}
