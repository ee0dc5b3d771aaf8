package org.arenagrad.autograd;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/// The slices of a dimension, as one operation: the gradient is made of theirs in one go, where
/// that of each slice alone would be as large as the whole.
record Unbind(int dim) implements CustomFunction {
    static List<Tensor> of(Tensor x, int dim) {
        x.requireAlive();
        return x.shape().size(dim) == 0 ? List.of() : new Unbind(dim).applyAll(x);
    }

    @Override
    public String name() {
        return "unbind";
    }

    @Override
    public List<Tensor> forward(Context context, List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        return IntStream.range(0, x.shape().size(dim)).mapToObj(i -> x.select(dim, i)).toList();
    }

    @Override
    public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
        return List.of(Tensor.stack(dim, upstream.toArray(Tensor[]::new)));
    }
}
