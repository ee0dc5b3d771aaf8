package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// Native memory runs out: the error is clear, what was made before works, and training goes on
/// with smaller batches.
class ExhaustedMemoryTest {
    /// The process has so many KB of addresses, of which the JVM itself reserves 1.2 million.
    private static List<String> within(int kilobytes) {
        return List.of("sh", "-c", "ulimit -v %s; exec \"$@\"".formatted(kilobytes), "sh");
    }

    private static void assertWentOn(ChildProcess.Ended child) {
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

    /// OpenBLAS, which would end the process if it got too little, was given all it needs before.
    @ParameterizedTest
    @CsvSource({"1, 8", "16, 2", "4, 1000"})
    @EnabledOnOs(OS.LINUX)
    void productsGoOnOrSayWhyNot(String callers, String threads) throws Exception {
        ChildProcess.Ended child =
                Command.java(options(), Multiplying.class, callers, threads)
                        .through(within(2_200_000))
                        .run();
        assertThat(child.exitCode()).as(child.text()).isZero();
        assertThat(child.lines())
                .contains("at first: true", "openblas")
                .anySatisfy(line -> assertThat(line).startsWith("full: {"))
                .noneSatisfy(line -> assertThat(line).contains("wrong"))
                .noneSatisfy(line -> assertThat(line).contains("Error"))
                .contains("half free: {right=%s}".formatted(10 * Integer.parseInt(callers)));
        if (threads.equals("1000")) {
            assertThat(child.text())
                    .containsPattern("threads: the system lets this process have \\d+, not 1000");
        }
    }

    /// A free block that stands in the way is given back there and then: the collector, which would
    /// do it some day, does not run because native memory is short.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFreeBlockMakesRoom() throws Exception {
        ChildProcess.Ended child =
                Command.java(options(), GivingBack.class, "2000000")
                        .through(within(2_000_000))
                        .run();
        assertThat(child.exitCode()).as(child.text()).isZero();
        assertThat(child.lines()).contains("first: true", "the second alone: true");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void inASmallAddressSpace() throws Exception {
        assertWentOn(Command.java(options(), Exhausting.class).through(within(3_000_000)).run());
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(Options.USUAL);
        options.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:CompressedClassSpaceSize=64m",
                        "-XX:ReservedCodeCacheSize=64m"));
        return options;
    }
}
