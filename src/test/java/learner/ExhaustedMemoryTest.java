package learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.util.ArrayList;
import java.util.List;

/// Native memory runs out: the error is clear, what was made before works, and training goes on
/// with smaller batches.
class ExhaustedMemoryTest {
    private static void assertWentOn(Child child) {
        assertThat(child.exitCode()).as(child.text()).isZero();
        assertThat(child.lines())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("no native memory for a buffer of ")
                                        .contains("Unable to allocate")
                                        .contains("Use smaller batches")
                                        .contains("The largest that live now: tensor"))
                .anySatisfy(line -> assertThat(line).matches("first weight: -?0\\.\\d+(E-\\d)?"))
                .anySatisfy(
                        line -> assertThat(line).matches("trained with \\d+ rows, loss 0\\.\\d+"))
                .anySatisfy(line -> assertThat(line).contains(", 0 bytes live"));
    }

    /// The process has 3 GB of addresses, more than half of which the JVM itself reserves.
    @Test
    @EnabledOnOs(OS.LINUX)
    void inASmallAddressSpace() throws Exception {
        List<String> options = new ArrayList<>(Child.USUAL);
        options.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:CompressedClassSpaceSize=64m",
                        "-XX:ReservedCodeCacheSize=64m"));
        List<String> small = List.of("sh", "-c", "ulimit -v 3000000; exec \"$@\"", "sh");
        assertWentOn(Child.run(small, Exhausting.class, options));
    }
}
