package org.arenagrad.memory;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;

/// The place in the user's program that a call came from.
final class Site {
    private static final int FRAMES = 3;

    private Site() {}

    /// The innermost frames outside the framework, `method (file:line)` of up to three callers;
    /// those inside it if there are no others.
    static String here() {
        List<StackFrame> all = StackWalker.getInstance().walk(frames -> frames.skip(1).toList());
        List<StackFrame> users = all.stream().dropWhile(Site::isFramework).toList();
        return (users.isEmpty() ? all : users)
                .stream()
                        .limit(FRAMES)
                        .map(
                                f ->
                                        "%s (%s:%d)"
                                                .formatted(
                                                        f.getMethodName(),
                                                        f.getFileName(),
                                                        f.getLineNumber()))
                        .collect(Collectors.joining(", called by "));
    }

    private static boolean isFramework(StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith("org.arenagrad.") && !name.startsWith("org.arenagrad.examples.");
    }
}
