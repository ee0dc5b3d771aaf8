package consumer;

import module org.arenagrad;

/// Learns a spiral, from the module path.
public final class Spiral {
    private Spiral() {}

    public static void main(String[] args) {
        try (var _ = Scope.open("life")) {
            var rng = Rng.seed(7);
            var spiral = Datasets.spiral(3, 50, rng);
            var model =
                    Sequential.of(Linear.of(2, 32, rng), Activations.tanh(), Linear.of(32, 3, rng));
            var adam = Adam.of(model.parameters(), 0.01);
            var trainer = Trainer.<Indices>of(model, Losses::crossEntropy, adam).random(rng);
            for (var epoch : trainer.fit(spiral, 20).epochs()) {
                System.out.println("loss " + epoch.trainLoss());
            }
        }
    }
}
