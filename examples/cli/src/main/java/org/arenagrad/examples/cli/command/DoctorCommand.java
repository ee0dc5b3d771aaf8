package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.BackendChoice;
import org.arenagrad.memory.NativeAccess;
import org.arenagrad.natives.NativeLibrary;
import org.arenagrad.natives.NativeLibraryException;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `arenagrad doctor`: what this machine and this JVM offer, what is used of it, and why not the
/// rest.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what computes on this machine, what does not, and why.",
            "Exits with 0 even if the best backend is not available."
        },
        footer = {"", "For example:", "  arenagrad doctor"})
public final class DoctorCommand implements Callable<Integer> {
    private final PrintStream out;

    /// The command, writing to a terminal.
    public DoctorCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public Integer call() {
        Runtime runtime = Runtime.getRuntime();
        say("java", property("java.vm.version") + " (%s)".formatted(property("java.vendor")));
        say("java home", property("java.home"));
        say("system", "%s %s".formatted(property("os.name"), property("os.version")));
        say("processor", processor() + ", %d available".formatted(runtime.availableProcessors()));
        say("page size", pageSize());
        say("heap", "at most " + Format.bytes(runtime.maxMemory()) + ", tensors lie outside of it");
        say("native access", nativeAccess());
        library();
        backends();
        say("threads", String.valueOf(Backend.threads()));
        return 0;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private void say(String what, String value) {
        out.println("%-16s %s".formatted(what.isEmpty() ? "" : what + ":", value));
    }

    private static String nativeAccess() {
        return NativeAccess.isGranted()
                ? "granted"
                : "denied: blocks of memory are not recycled; add"
                        + " --enable-native-access=org.arenagrad (on the class path: =ALL-UNNAMED)";
    }

    private void library() {
        try {
            NativeLibrary library = NativeLibrary.locate();
            say("library", library.summary());
            if (library instanceof NativeLibrary.Found found) {
                say("library folder", String.valueOf(found.openblas().getParent()));
                found.skipped().forEach(reason -> say("", reason));
            }
        } catch (NativeLibraryException refused) {
            say("library", String.valueOf(refused.getMessage()));
        }
    }

    /// The one that serves, and of each other one why it does not.
    private void backends() {
        String active = Backend.name();
        say("backend", Backend.description());
        List<String> skipped = Backend.skipped();
        skipped.forEach(reason -> say("", reason));
        try {
            for (BackendChoice other : BackendChoice.values()) {
                if (!other.toString().equals(active)) {
                    say("other backend", tried(other.toString()));
                }
            }
        } finally {
            Backend.use(active);
        }
    }

    private static String tried(String name) {
        try {
            Backend.use(name);
            return "%s could serve, with --backend %s; the best there is serves"
                    .formatted(name, name);
        } catch (IllegalArgumentException cannot) {
            return String.valueOf(cannot.getMessage());
        }
    }

    /// The name that Linux has for it; the JDK has none.
    private static String processor() {
        return firstLine(Path.of("/proc/cpuinfo"), "model name").orElse(property("os.arch"));
    }

    /// What Linux says of the memory of this process; the JDK does not say.
    private static String pageSize() {
        return firstLine(Path.of("/proc/self/smaps"), "KernelPageSize")
                .orElse("not told by this system");
    }

    private static Optional<String> firstLine(Path file, String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
