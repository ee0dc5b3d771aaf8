package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch.Portion;

/// The rows of tensors: views, or gathered in one go.
///
/// @param data the tensors
/// @param <Y> the type of the targets
record TensorPortions<Y>(TensorDataset<Y> data) implements Rows<Tensor, Y> {
    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Portion<Tensor, Y> range(int from, int to, boolean last) {
        int length = to - from;
        return new Portion<>(
                () -> data.x().narrow(0, from, length),
                () -> data.narrowY(from, length),
                length,
                last);
    }

    @Override
    public Portion<Tensor, Y> at(Indices numbers, boolean last) {
        return new Portion<>(
                () -> TensorDataset.rows(data.x(), numbers),
                () -> data.selectY(numbers),
                numbers.length(),
                last);
    }
}
