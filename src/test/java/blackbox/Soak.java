package blackbox;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program that trains for long, and tells every now and then how much memory it holds: `xor 1000
/// resident 123456 kB heap 4567 kB pool 89 kB`.
final class Soak {
    private static final int REPORTS = 10;

    private Soak() {}

    /// Trains xor and then spiral.
    ///
    /// @param arguments how many steps of each
    public static void main(String[] arguments) {
        xor(Integer.parseInt(arguments[0]));
        spiral(Integer.parseInt(arguments[1]));
        System.out.println("memory: " + Ledger.current());
    }

    private static void xor(int steps) {
        Rng rng = Rng.seed(0);
        try (var life = Scope.open("life")) {
            var table = Datasets.xor();
            var model =
                    Sequential.of(Linear.of(2, 8, rng), Activations.tanh(), Linear.of(8, 1, rng));
            var adam = Adam.of(model.parameters(), 0.01);
            life.seal();
            int step = 0;
            for (var batch : table.batches(4, rng).epochs(steps)) {
                try (var _ = Scope.open("step")) {
                    train(
                            Losses.binaryCrossEntropyWithLogits(model.apply(batch.x()), batch.y()),
                            adam);
                }
                report("xor", ++step, steps);
            }
        }
    }

    private static void spiral(int steps) {
        Rng rng = Rng.seed(0);
        try (var life = Scope.open("life")) {
            var points = Datasets.spiral(3, 100, rng);
            var model =
                    Sequential.of(
                            Linear.of(2, 64, rng),
                            Activations.relu(),
                            Linear.of(64, 64, rng),
                            Activations.relu(),
                            Linear.of(64, 3, rng));
            var adam = Adam.of(model.parameters(), 1e-3);
            life.seal();
            int step = 0;
            for (var batch : points.batches(300, rng).epochs(steps)) {
                try (var _ = Scope.open("step")) {
                    train(Losses.crossEntropy(model.apply(batch.x()), batch.y()), adam);
                }
                report("spiral", ++step, steps);
            }
        }
    }

    private static void train(Tensor loss, Adam adam) {
        loss.backward();
        adam.step();
        adam.zeroGrad();
    }

    private static void report(String what, int step, int steps) {
        if (step == 1000 || step % Math.max(1, steps / REPORTS) == 0) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "%s %d resident %d kB heap %d kB pool %d kB%n",
                    what,
                    step,
                    residentKilobytes(),
                    (runtime.totalMemory() - runtime.freeMemory()) >> 10,
                    Ledger.current().reservedBytes() >> 10);
        }
    }

    /// What the system counts; 0 where it has no such file.
    private static long residentKilobytes() {
        try {
            Path status = Path.of("/proc/self/status");
            return !Files.exists(status)
                    ? 0
                    : Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
