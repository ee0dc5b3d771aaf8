package org.arenagrad.data;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Makes a batch of single examples, at the first call.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
final class Collation<X, Y> implements Supplier<Example<X, Y>> {
    private final Collate<X, Y> collator;
    private final int size;
    private final IntFunction<Example<X, Y>> examples;
    private @Nullable Example<X, Y> made;

    /// @param collator makes one of many
    /// @param size how many
    /// @param examples makes each, by its place from 0
    Collation(Collate<X, Y> collator, int size, IntFunction<Example<X, Y>> examples) {
        this.collator = collator;
        this.size = size;
        this.examples = examples;
    }

    @Override
    public Example<X, Y> get() {
        if (made != null) {
            return made;
        }
        Example<X, Y> batch = make();
        if (!DryRun.isOn()) {
            made = batch;
        }
        return batch;
    }

    private Example<X, Y> make() {
        Optional<Scope> outside = Scope.current();
        try (var _ = Autograd.noGrad()) {
            if (outside.isEmpty() || !(collator instanceof Collate.Standard<X, Y>)) {
                return collate();
            }
            // Single examples end here. Only the standard collator's results are known well enough
            // to be moved outside.
            try (var inside = Scope.open("examples")) {
                Example<X, Y> batch = collate();
                move(batch.x(), inside, outside.get());
                move(batch.y(), inside, outside.get());
                return batch;
            }
        }
    }

    private Example<X, Y> collate() {
        List<Example<X, Y>> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(examples.apply(i));
        }
        return collator.collate(all);
    }

    private static void move(Object part, Scope inside, Scope outside) {
        if (part instanceof Tensor tensor) {
            Buffer buffer = tensor.array().buffer();
            buffer.role(Role.DATA);
            if (buffer.scope() == inside) {
                buffer.moveTo(outside);
            }
        }
    }
}
