package org.arenagrad.autograd;

import org.arenagrad.array.Rng;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What is noted down while a function runs without being recorded, so that it can be run again and
/// do the same: the tensors from outside that gradients flow to, and where its random generators
/// stood.
final class CheckpointRun {
    // Tensors are equal only to themselves.
    private final Set<Tensor> borders = new LinkedHashSet<>();
    private final Map<Rng, Rng.State> generators = new HashMap<>();

    /// Runs a function under `noGrad` and notes down.
    Tensor first(Supplier<Tensor> function) {
        Modes modes = Modes.current();
        CheckpointRun before = modes.checkpoint;
        modes.checkpoint = this;
        try (Mode _ = Autograd.noGrad()) {
            return function.get();
        } finally {
            modes.checkpoint = before;
        }
    }

    /// Runs it again, recorded, its random generators standing where they stood; afterwards they
    /// stand where they do now.
    Tensor again(Supplier<Tensor> function) {
        Map<Rng, Rng.State> now = new HashMap<>();
        generators.forEach((rng, state) -> now.put(rng, rng.state()));
        generators.forEach(Rng::restore);
        Modes modes = Modes.current();
        boolean before = modes.recomputing;
        modes.recomputing = true;
        try (Mode _ = Modes.recording(true)) {
            return function.get();
        } finally {
            modes.recomputing = before;
            now.forEach(Rng::restore);
        }
    }

    /// Notes the inputs of an operation that gradients flow to. While nothing is recorded, such a
    /// tensor was made outside.
    void reads(Operation operation) {
        for (int i = 0; i < operation.inputs(); i++) {
            reads(operation.input(i));
        }
    }

    void reads(Tensor input) {
        if (input.requiresGrad()) {
            borders.add(input);
        }
    }

    /// The tensors from outside that gradients flow to, in the order they were met.
    List<Tensor> borders() {
        return List.copyOf(borders);
    }

    /// Notes where a generator stands before it is drawn from.
    ///
    /// @throws IllegalArgumentException if its state can't be restored
    static void draws(RandomGenerator random) {
        CheckpointRun run = Modes.current().checkpoint;
        if (run == null) {
            return;
        }
        if (!(random instanceof Rng rng)) {
            throw new IllegalArgumentException(
                    """
                    checkpoint: a %s can't be reset to draw the same numbers when the part is \
                    recomputed: use an Rng\
                    """
                            .formatted(random.getClass().getSimpleName()));
        }
        run.generators.computeIfAbsent(rng, Rng::state);
    }
}
