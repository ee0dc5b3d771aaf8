package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Phase;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.Pointwise;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Backward through the graph: reverse-mode differentiation (Linnainmaa, 1970; Griewank and
/// Walther, *Evaluating Derivatives*, 2008).
///
/// Nodes wait in a queue ordered by falling depth, so a node is taken when every node that used its
/// output has delivered. Each gradient runs in its own scope: its temporaries end with that scope,
/// its results move to the enclosing scope. An in-flight gradient is held once for every node it
/// waits at, and ends when none is left.
final class Backward {
    private static final String ENDED_BY = "backward()";

    private final Tensor gradient;
    private final Buffer given;
    private final boolean keepGraph;
    private final boolean createGraph;
    private final boolean stopsAtWanted;
    private final @Nullable Map<Tensor, @Nullable Tensor> wanted;
    private final @Nullable Scope scope = Scope.current().orElse(null);
    private final @Nullable String calledAt = Scope.here();
    private final Graph.@Nullable Recorder graph = Modes.current().graph;
    private final PriorityQueue<Operation> queue =
            new PriorityQueue<>(Comparator.comparingInt(Operation::depth).reversed());

    private Backward(
            Tensor gradient,
            boolean keepGraph,
            boolean createGraph,
            boolean stopsAtWanted,
            @Nullable Map<Tensor, @Nullable Tensor> wanted) {
        this.gradient = gradient;
        this.given = gradient.array().buffer();
        this.keepGraph = keepGraph;
        this.createGraph = createGraph;
        this.stopsAtWanted = stopsAtWanted;
        this.wanted = wanted;
    }

    /// Adds the gradient of `root` to the `grad()` of every leaf it was computed from.
    static void accumulate(Tensor root, Tensor gradient, boolean retainGraph) {
        root.retain();
        new Backward(gradient, retainGraph, false, false, null).run(root);
    }

    /// The gradients of `root` with respect to `inputs`.
    static List<Tensor> gradients(
            Tensor root, List<Tensor> inputs, Tensor gradient, boolean createGraph) {
        Map<Tensor, @Nullable Tensor> wanted = new HashMap<>();
        inputs.forEach(input -> wanted.put(input, null));
        new Backward(gradient, true, createGraph, false, wanted).run(root);
        List<Tensor> found = new ArrayList<>();
        Set<Buffer> shared = new HashSet<>(Set.of(gradient.array().buffer()));
        for (Tensor input : inputs) {
            Tensor result = wanted.get(input);
            if (result == null) {
                throw new IllegalArgumentException(
                        "grad: %s does not depend on %s".formatted(root.array(), input.array()));
            }
            // Sums pass the same gradient to all their operands: each of the results gets its own.
            boolean own = result.array().isWhole() && shared.add(result.array().buffer());
            found.add(own || createGraph ? result : result.copy());
        }
        return found;
    }

    /// The gradients of `root` with respect to the tensors it was computed from in a part of the
    /// graph that ends at them; null for one that it does not depend on. The part is consumed,
    /// unless the gradients are recorded themselves. Each is held for the caller, who releases it.
    static List<@Nullable Tensor> gradientsOfPart(
            Tensor root, List<Tensor> borders, Tensor gradient, boolean createGraph) {
        Map<Tensor, @Nullable Tensor> wanted = new HashMap<>();
        borders.forEach(border -> wanted.put(border, null));
        new Backward(gradient, createGraph, createGraph, true, wanted).run(root);
        List<@Nullable Tensor> gradients = new ArrayList<>();
        for (Tensor border : borders) {
            gradients.add(wanted.get(border));
        }
        return gradients;
    }

    /// Whether the walk ends here: what lies behind belongs to another part of the graph.
    private boolean isBorder(Tensor value) {
        return stopsAtWanted && wanted != null && wanted.containsKey(value);
    }

    /// The gradient that reaches a scalar: 1.
    static Tensor one(Tensor scalar) {
        scalar.requireAlive();
        if (scalar.shape().elements() != 1) {
            throw new IllegalStateException(
                    "backward: "
                            + scalar.array()
                            + " is not a scalar, so its upstream gradient must"
                            + " be given: backward(gradient). Or reduce it with sum() or mean()");
        }
        Tensor one = Tensor.of(Create.full("backward", scalar.shape(), scalar.dtype(), 1));
        one.array().buffer().role(Role.GRADIENT);
        return one;
    }

    private void run(Tensor root) {
        requireDifferentiable(root, gradient);
        Ledger ledger = Ledger.current();
        Phase before = ledger.enter(Phase.BACKWARD);
        BackwardEvent.Walk flight = BackwardEvent.begun();
        int nodes = 0;
        // Held throughout, so that nobody adds to it in place or ends it: it is the caller's.
        given.hold();
        try (var _ = Modes.recording(createGraph)) {
            deliver(root, gradient);
            for (Operation node = queue.poll(); node != null; node = queue.poll()) {
                visit(node);
                nodes++;
            }
        } finally {
            ledger.enter(before);
            BackwardEvent.ended(flight, root, nodes);
            given.release();
            // After an error nodes may be waiting still; they must not find an old gradient the
            // next time.
            queue.forEach(Operation::forgetPending);
        }
    }

    private static void requireDifferentiable(Tensor root, Tensor gradient) {
        gradient.requireAlive();
        if (!root.requiresGrad()) {
            throw new IllegalStateException(
                    "backward: "
                            + root.array()
                            + " does not require a gradient: no tensor it was computed from does"
                            + " (requireGrad()), or it was computed under noGrad()");
        }
        if (!gradient.shape().equals(root.shape())) {
            throw new IllegalArgumentException(
                    "backward: the gradient has shape %s, %s needs one of its own shape"
                            .formatted(gradient.shape(), root.array()));
        }
        if (gradient.dtype() != root.dtype()) {
            throw new IllegalArgumentException(
                    "backward: the gradient is %s, %s needs one of its own type: convert it with to(DType)"
                            .formatted(gradient.dtype(), root.array()));
        }
    }

    private void visit(Operation node) {
        try {
            node.requireSavedUnchanged();
            for (int i = 0; i < node.outputs(); i++) {
                capture(node.output(i), node.pending(i));
            }
            if (scope == null || createGraph) {
                deliverToInputs(node);
            } else {
                try (var _ = Scope.open(ENDED_BY)) {
                    deliverToInputs(node);
                }
            }
            for (int i = 0; i < node.outputs(); i++) {
                Tensor g = node.pending(i);
                if (g != null) {
                    letGo(g.array().buffer());
                }
            }
        } finally {
            node.forgetPending();
        }
        if (!keepGraph) {
            node.consume(ENDED_BY, calledAt);
            if (graph != null) {
                graph.consumed(node);
            }
        }
    }

    private void capture(Tensor reached, @Nullable Tensor g) {
        if (g != null && !stopsAtWanted && wanted != null && wanted.containsKey(reached)) {
            g.retain();
            wanted.put(reached, g);
        }
    }

    private void deliverToInputs(Operation node) {
        // From the last input to the first: parameters come last among the inputs, and a gradient
        // that reached its leaf has ended before the next one is made.
        for (int i = node.inputs() - 1; i >= 0; i--) {
            Tensor input = node.input(i);
            if (input.requiresGrad() && !accumulates(node, i)) {
                Tensor gradient = node.gradient(i);
                if (gradient != null) {
                    deliver(input, sumTo(gradient, input.shape()));
                }
            }
        }
    }

    /// Whether an input is a leaf into which the node accumulated the gradient directly, without an
    /// intermediate value. (Anomaly detection wants to see each value.)
    private boolean accumulates(Operation node, int i) {
        Tensor input = node.input(i);
        Tensor g = node.pending(0);
        if (g == null
                || !input.isLeaf()
                || wanted != null
                || createGraph
                || Modes.current().anomalies) {
            return false;
        }
        requireNotGiven(input);
        return input.accumulateGradFrom(node, i, g);
    }

    private void deliver(Tensor to, Tensor g) {
        Buffer buffer = g.array().buffer();
        if (buffer.role() == Role.TEMPORARY) {
            buffer.role(Role.GRADIENT);
        }
        Operation node = to.producer();
        if (node != null && !isBorder(to)) {
            enqueue(node, to.place(), g);
        } else if (wanted == null) {
            requireNotGiven(to);
            to.accumulateGrad(g.array());
            if (!createGraph && isTemporary(buffer)) {
                Operation.end(buffer, ENDED_BY);
            }
        } else if (wanted.containsKey(to)) {
            Tensor before = wanted.get(to);
            Tensor sum = before == null ? g : before.add(g);
            keep(sum);
            if (stopsAtWanted) {
                holdInsteadOf(before, sum);
            } else {
                sum.retain();
            }
            wanted.put(to, sum);
        }
    }

    /// Holds a gradient up to the end of the walk; what it was summed from may end.
    private void holdInsteadOf(@Nullable Tensor before, Tensor sum) {
        sum.array().buffer().hold();
        if (before != null) {
            letGo(before.array().buffer());
        }
    }

    // The gradient given would change while it is still being read.
    private void requireNotGiven(Tensor leaf) {
        if (leaf.accumulatesIn(given)) {
            throw new IllegalArgumentException(
                    "backward: the gradient given is the grad() of %s, which backward adds to: give a copy()"
                            .formatted(leaf.array()));
        }
    }

    private void enqueue(Operation node, int output, Tensor g) {
        if (node.isConsumed()) {
            throw node.alreadyConsumed();
        }
        Tensor before = node.pending(output);
        if (before == null) {
            keep(g);
            g.array().buffer().hold();
            if (!node.isReached()) {
                queue.add(node);
            }
            node.pending(output, g);
        } else if (isOurs(before)) {
            Pointwise.binaryInPlace("backward", Binary.ADD, before.array(), g.array());
        } else {
            Tensor sum = before.add(g);
            keep(sum);
            sum.array().buffer().hold();
            node.pending(output, sum);
            letGo(before.array().buffer());
        }
    }

    /// Whether a waiting gradient may be added to in place: nobody else waits for it or sees any of
    /// its memory.
    private boolean isOurs(Tensor gradient) {
        Buffer buffer = gradient.array().buffer();
        if (createGraph || !gradient.array().isWhole()) {
            return false;
        }
        buffer.release();
        boolean alone = buffer.isDisposable();
        buffer.hold();
        return alone;
    }

    /// Ends a gradient that was held, unless somebody else waits for it.
    private void letGo(Buffer gradient) {
        gradient.release();
        if (!createGraph) {
            Operation.end(gradient, ENDED_BY);
        }
    }

    /// Takes a gradient out of the scope of temporaries it was made in.
    private void keep(Tensor g) {
        Buffer buffer = g.array().buffer();
        if (scope != null && isTemporary(buffer)) {
            buffer.moveTo(scope);
        }
    }

    /// Whether it was made in the innermost scope, that of the temporaries of one gradient.
    private static boolean isTemporary(Buffer buffer) {
        return buffer.scope() != null && buffer.scope() == Scope.current().orElse(null);
    }

    /// Sums the dimensions that broadcasting has repeated, back to the operand's shape.
    static Tensor sumTo(Tensor g, Shape shape) {
        if (g.shape().equals(shape)) {
            return g;
        }
        int lead = g.shape().rank() - shape.rank();
        int[] repeated = new int[g.shape().rank()];
        int count = 0;
        for (int d = 0; d < repeated.length; d++) {
            if (d < lead || (shape.size(d - lead) == 1 && g.shape().size(d) != 1)) {
                repeated[count++] = d;
            }
        }
        Tensor sum = count == 0 ? g : g.sum(true, Arrays.copyOf(repeated, count));
        return sum.reshape(shape.toArray());
    }
}
