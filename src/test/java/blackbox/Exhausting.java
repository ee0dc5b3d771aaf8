package blackbox;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.OutOfNativeMemoryException;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.optim.SGD;

/// A program that trains with batches too large for the memory there is, and then with smaller
/// ones.
final class Exhausting {
    private Exhausting() {}

    public static void main(String[] arguments) {
        Rng rng = Rng.seed(1);
        try (var life = Scope.open("life")) {
            Linear layer = Linear.of(64, 64, rng);
            SGD sgd = SGD.of(layer.parameters(), 0.1);
            life.seal();
            int rows = 1_600_000;
            int steps = 0;
            double loss = Double.NaN;
            while (steps < 2) {
                try (var _ = Scope.open("step")) {
                    Tensor value =
                            layer.apply(Tensor.full(0.5, rows, 64))
                                    .tanh()
                                    .sub(0.25)
                                    .square()
                                    .mean();
                    value.backward();
                    sgd.step();
                    loss = value.item();
                    steps++;
                } catch (OutOfNativeMemoryException full) {
                    System.out.println(full.getMessage());
                    System.out.println("rows: " + rows);
                    System.out.println("first weight: " + layer.weight().get(0, 0));
                    rows /= 4;
                } finally {
                    sgd.zeroGrad();
                }
            }
            System.out.println("trained with " + rows + " rows, loss " + loss);
        }
        System.out.println(Ledger.current());
    }
}
