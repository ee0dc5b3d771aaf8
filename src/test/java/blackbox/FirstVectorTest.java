package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;

import java.util.List;

/// The first loop over vectors does not stop a running training: what it loads invalidates no
/// compiled loop.
class FirstVectorTest {
    static final class Adding {
        public static void main(String[] args) {
            System.out.println(Tensor.of(1, 2, 3).add(Tensor.of(4, 5, 6)).sum().item());
        }
    }

    /// Loading the second kind of segment makes the JVM throw away code that knew only one.
    @Test
    void bothKindsOfSegmentAreThereBeforeTheFirstLoop() throws Exception {
        ChildProcess.Ended child = Command.java(List.of("-Xlog:class+load"), Adding.class).run();
        assertThat(child.exitCode()).as(child.text()).isZero();
        List<String> lines = child.lines();
        int computed = lines.indexOf("21.0");
        assertThat(computed).as(child.text()).isPositive();
        assertThat(lines.subList(0, computed))
                .anySatisfy(line -> assertThat(line).contains("HeapMemorySegmentImpl"))
                .noneSatisfy(
                        line -> assertThat(line).contains("jdk.incubator.vector.DoubleVector "));
    }
}
