import org.arenagrad.array.*;
import org.arenagrad.data.*;
import org.arenagrad.loss.*;
import org.arenagrad.memory.*;
import org.arenagrad.nn.*;
import org.arenagrad.optim.*;

void main() {
    var spiral = Datasets.spiral(3, 300, Rng.seed(7));

    try (var life = Scope.open("life")) {                    // parameters and moments: the whole run
        var rng = Rng.seed(1);
        var model = Sequential.of(Linear.of(2, 64, rng), Activations.relu(), Linear.of(64, 3, rng));
        var adam = Adam.of(model.parameters(), 3e-3);
        life.seal();                                         // from here on, growth is a bug

        for (var batch : spiral.batches(64, rng).epochs(100)) {
            try (var step = Scope.open("step")) {            // activations: one step
                var loss = Losses.crossEntropy(model.apply(batch.x()), batch.y());
                loss.backward();                             // frees as it walks
                adam.step();                                 // in place, allocates nothing
                adam.zeroGrad();
            }                                                // gone, to the byte
        }
        System.out.println(Ledger.current());                // peak, made, ended, live
    }
}
