package org.arenagrad.examples.serving;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Sequential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A model that answers requests, from as many threads as there are.
///
/// It is loaded once, with no scope open: its parameters then belong to no thread, every thread may
/// read them, and the garbage collector frees them after the service. Each request has a scope of
/// its own, which ends whatever the request made, also if it throws.
public final class Service {
    private final Sequential model;

    private Service(Sequential model) {
        this.model = model;
    }

    /// Loads a model that [ModelFile#save] has written.
    ///
    /// @throws IllegalStateException if a scope is open: the model would be of its thread alone
    /// @throws IOException if the file can't be read or holds no model
    public static Service open(Path path) throws IOException {
        try (var file = ModelFile.open(path)) {
            // What dropouts would draw from: in a model that is evaluated they draw nothing.
            return of(file.model(Rng.seed(0)));
        }
    }

    /// Serves a model that is there already. From now on nobody may change it.
    ///
    /// @throws IllegalStateException if a scope is open, and so the model possibly in it
    static Service of(Sequential model) {
        Scope.current()
                .ifPresent(
                        scope -> {
                            throw new IllegalStateException(
                                    "Service: %s is open, and what is made in it belongs to this"
                                                    .formatted(scope)
                                            + " thread alone: load the model with no scope open");
                        });
        model.eval();
        model.freeze(true);
        return new Service(model);
    }

    /// The model's output for one row of inputs. Any thread may ask, any number at a time.
    ///
    /// @throws IllegalArgumentException if the model takes another number of inputs, or its output
    ///   is not finite
    public double[] answer(double... inputs) {
        try (var _ = Scope.open("request");
                var _ = Autograd.noGrad()) {
            Tensor row = Tensor.of(new double[][] {inputs}).named("request");
            double[] answer = model.apply(row).toArray();
            if (!Arrays.stream(answer).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "Service: no finite answer to %s".formatted(Arrays.toString(inputs)));
            }
            return answer;
        }
    }
}
