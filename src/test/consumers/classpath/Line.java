import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.optim.SGD;

/// Fits a line, from the class path.
public final class Line {
    private Line() {}

    public static void main(String[] args) {
        try (var life = Scope.open("life")) {
            var points = Datasets.linear(64, Rng.seed(7));
            var model = Linear.of(1, 1, Rng.seed(1));
            var sgd = SGD.of(model.parameters(), 0.1);
            life.seal();
            for (int i = 0; i < 20; i++) {
                try (var _ = Scope.open("step")) {
                    Tensor loss = Losses.mseLoss(model.apply(points.x()), points.y());
                    System.out.println("loss " + loss.item());
                    loss.backward();
                    sgd.step();
                    sgd.zeroGrad();
                }
            }
        }
    }
}
