package org.arenagrad.autograd;

import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A function of several operations as one node, which saves what the function reads and nothing of
/// what it computes on the way: backward runs the function again, recorded this time, and walks
/// back through that (Chen, Xu, Zhang and Guestrin, *Training Deep Nets with Sublinear Memory
/// Cost*, 2016).
final class Checkpointed extends Operation {
    private final UnaryOperator<Tensor> function;
    private final CheckpointRun run;
    private final NdArray value;

    // The gradients of all inputs come out of one walk, and are then asked for one by one.
    private @Nullable Tensor reached;
    private List<@Nullable Tensor> gradients = List.of();

    private Checkpointed(
            UnaryOperator<Tensor> function, CheckpointRun run, NdArray value, Tensor... inputs) {
        super("checkpoint", inputs);
        this.function = function;
        this.run = run;
        this.value = value;
    }

    static Tensor apply(UnaryOperator<Tensor> user, Tensor x) {
        UnaryOperator<Tensor> function =
                y ->
                        Objects.requireNonNull(
                                user.apply(y),
                                "checkpoint: the function returned null: it returns a tensor");
        if (!Autograd.isRecording()) {
            return function.apply(x);
        }
        CheckpointRun run = new CheckpointRun();
        Tensor y = run.first(() -> inScopeOfItsOwn(function, x));
        Set<Tensor> inputs = new LinkedHashSet<>();
        inputs.add(x);
        inputs.addAll(run.borders());
        return new Checkpointed(function, run, y.array(), inputs.toArray(Tensor[]::new)).apply();
    }

    /// What the function makes on the way ends with it.
    private static Tensor inScopeOfItsOwn(UnaryOperator<Tensor> function, Tensor x) {
        Scope outer = Scope.current().orElse(null);
        if (outer == null) {
            return function.apply(x);
        }
        try (Scope inner = Scope.open("checkpoint")) {
            Tensor y = function.apply(x);
            Buffer buffer = y.array().buffer();
            if (buffer.scope() == inner) {
                buffer.moveTo(outer);
            }
            return y;
        }
    }

    @Override
    NdArray forward() {
        return value;
    }

    /// The input, and what else the function reads: it will read them again.
    @Override
    Tensor[] saved() {
        Tensor[] all = new Tensor[inputs()];
        for (int i = 0; i < all.length; i++) {
            all[i] = input(i);
        }
        return all;
    }

    @Override
    Tensor gradient(int input, Tensor g) {
        if (reached != g) {
            gradients = recompute(g);
            reached = g;
        }
        Tensor gradient = gradients.get(input);
        if (gradient == null) {
            return Tensor.zeros(g.dtype(), input(input).shape().toArray());
        }
        // Several inputs may have got the same one: it was held once for each.
        gradient.array().buffer().release();
        return gradient;
    }

    private List<@Nullable Tensor> recompute(Tensor g) {
        boolean createGraph = Autograd.isRecording();
        Tensor x = input(0);
        Tensor y = run.again(() -> function.apply(x));
        List<Tensor> borders = List.of(saved());
        if (!y.requiresGrad()) {
            return borders.stream().<@Nullable Tensor>map(border -> null).toList();
        }
        return Backward.gradientsOfPart(y, borders, g, createGraph);
    }
}
