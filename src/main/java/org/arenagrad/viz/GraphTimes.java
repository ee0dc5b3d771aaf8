package org.arenagrad.viz;

import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Graph.Node;
import org.arenagrad.autograd.Graph.Value;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.Lifetimes;

import java.util.function.ToIntFunction;

/// When the parts of a graph are there: what ties its picture to that of the lifetimes.
///
/// @param lifetimes of the buffers that its tensors lie in
/// @param placeOf the place of a buffer among the lives; -1 if it has none
record GraphTimes(Lifetimes lifetimes, ToIntFunction<BufferInfo> placeOf) {
    /// A stretch of moments.
    ///
    /// @param from the first one
    /// @param to the first after them
    record Stretch(int from, int to) {}

    /// The place of the buffer that a tensor lies in; -1 if it was not heard of.
    int place(Value value) {
        return placeOf.applyAsInt(value.buffer());
    }

    /// An operation is there from when it is recorded until backward consumes it; a tensor, as long
    /// as its buffer lives.
    Stretch of(GraphModel.Box box) {
        Node node = box.node();
        return node == null ? life(box.value()) : new Stretch(node.recordedAt(), end(node));
    }

    /// A tensor is on its way to an operation from when that is recorded until its buffer ends.
    Stretch of(GraphModel.Arrow arrow, GraphModel.Box to) {
        Stretch life = life(arrow.value());
        Node reader = to.node();
        int from = reader == null ? life.from() : Math.max(life.from(), reader.recordedAt());
        return new Stretch(from, life.to());
    }

    private int end(Node node) {
        return node.consumedAt() == Graph.NEVER ? lifetimes.lastMoment() + 1 : node.consumedAt();
    }

    private Stretch life(Value value) {
        int place = place(value);
        if (place < 0) {
            return new Stretch(0, lifetimes.lastMoment() + 1);
        }
        Lifetimes.Life life = lifetimes.lives().get(place);
        return new Stretch(life.birth(), life.end());
    }
}
