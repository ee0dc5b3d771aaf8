package blackbox;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Saves a model again and again until it is killed; all its weights are the number of the time.
final class Saving {
    private Saving() {}

    /// Saves without end.
    ///
    /// @param arguments the file, and the number to begin with
    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        try (var _ = Scope.open("life")) {
            Sequential model = Sequential.of(Linear.of(300, 300, Rng.seed(1)));
            for (int time = Integer.parseInt(arguments[1]); true; time++) {
                for (Tensor parameter : model.parameters()) {
                    parameter.array().fill(time);
                }
                ModelFile.save(path, model, Map.of("time", String.valueOf(time)));
                System.out.println(time);
            }
        }
    }
}
