package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.memory.NativeAccess;
import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Without native access or the Vector API, pure Java computes the same and says so once.
class FallbackTest {
    private static final String DENIED = "--illegal-native-access=deny";
    private static final String GRANTED = "--enable-native-access=ALL-UNNAMED";
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";
    private static final String NO_ACCESS = "native access is denied: add --enable-native-access";
    private static final String NO_VECTOR = "add --add-modules jdk.incubator.vector";

    /// The lines that [Program] printed, in a JVM of its own with these options.
    private static List<String> run(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(Options.SHORT);
        all.addAll(List.of(options));
        ChildProcess.Ended child = Command.java(all, Program.class).run();
        assertThat(child.exitCode()).as(child.text()).isZero();
        // d/dw Σ w·w: row sums and column sums, 3 + 7 + 4 + 6, twice.
        assertThat(child.lines()).contains("gradient: 40.0");
        return child.lines();
    }

    private static void assertSaidOnce(List<String> lines, String what) {
        assertThat(lines.stream().filter(line -> line.contains(what))).as("%s", lines).hasSize(1);
    }

    private static void assertUnsaid(List<String> lines, String what) {
        assertThat(lines).noneMatch(line -> line.contains(what));
    }

    @Test
    void nativeAccessDenied() throws Exception {
        List<String> lines = run(DENIED, VECTOR);
        assertThat(lines).contains("backend: vector", "native access: false");
        assertSaidOnce(lines, NO_ACCESS);
        assertUnsaid(lines, NO_VECTOR);
    }

    @Test
    void withoutTheVectorApi() throws Exception {
        List<String> lines = run(GRANTED);
        assertThat(lines).contains("native access: true").doesNotContain("backend: vector");
        assertSaidOnce(lines, NO_VECTOR);
        assertUnsaid(lines, NO_ACCESS);
    }

    @Test
    void withoutEither() throws Exception {
        List<String> lines = run(DENIED);
        assertThat(lines).contains("backend: scalar", "native access: false");
        assertSaidOnce(lines, NO_ACCESS);
        assertSaidOnce(lines, NO_VECTOR);
    }

    @Test
    void withBothThereIsNothingToSayAboutThem() throws Exception {
        List<String> lines = run(GRANTED, VECTOR);
        assertThat(lines).contains("native access: true").doesNotContain("backend: scalar");
        assertUnsaid(lines, NO_ACCESS);
        assertUnsaid(lines, NO_VECTOR);
    }

    @Test
    void askedForExplicitlyNothingIsSaid() throws Exception {
        List<String> lines = run(DENIED, "-Darenagrad.backend=scalar");
        assertThat(lines).contains("backend: scalar");
        assertUnsaid(lines, "WARNING: computing with");
    }

    /// This very JVM, in whichever of the build's executions it runs.
    @Tag("backend")
    @Test
    void thisJvmKnowsItsOwnOptions() {
        boolean denied = denied();
        assertThat(NativeAccess.isGranted()).isEqualTo(!denied);
        if (denied) {
            assertThat(Backend.name()).isNotEqualTo("openblas");
            assertThat(Backend.skipped()).anySatisfy(why -> assertThat(why).contains(NO_ACCESS));
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            assertThat(Backend.name()).isNotEqualTo("vector");
            assertThat(Backend.skipped()).anySatisfy(why -> assertThat(why).contains(NO_VECTOR));
        }
        assertThat(Backend.description()).startsWith(Backend.name());
    }

    private static boolean denied() {
        try {
            return MemorySegment.NULL.reinterpret(1).byteSize() != 1;
        } catch (IllegalCallerException e) {
            return true;
        }
    }
}
