package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.memory.Buffer;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.NdArray;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// One application of one operation: it computes its value, and, if a gradient will be wanted,
/// stays as a node of the graph.
///
/// A subclass says three things: how the value is computed ([#forward]), which values its gradient
/// reads ([#saved]), and the gradient itself ([#gradient], the vector-Jacobian product of one
/// input). Gradients are written with tensor operations, so that they can be differentiated again.
///
/// Nodes know the nodes they came from, never those that use them. `depth` is one more than the
/// deepest input's: going through nodes by falling depth meets every node after all that used it,
/// with no recursion and no counter shared by threads.
abstract sealed class Operation
        permits Activation,
                Arithmetic,
                Averaging,
                BinaryCrossEntropy,
                Checkpointed,
                Convert,
                Convolution,
                Custom,
                Exponential,
                Concat,
                Gates,
                Layers,
                MatMul,
                Norms,
                Pairwise,
                IndexOps,
                Piecewise,
                Powers,
                Reductions,
                Sliding,
                SmoothActivation,
                Softmaxes,
                Trigonometric,
                View,
                Where {
    static final Tensor[] NOTHING = {};

    private final String name;
    private Tensor[] inputs;
    private @Nullable Tensor output;
    private Tensor[] saved = NOTHING;
    private int[] versions = {};
    private int depth;
    private @Nullable Buffer consumedOutput;
    private @Nullable String consumedAt;
    private @Nullable Tensor pending;

    Operation(String name, Tensor... inputs) {
        this.name = name;
        this.inputs = inputs;
    }

    /// The value, as a fresh array or a view of an input.
    abstract NdArray forward();

    /// The values [#gradient] reads: inputs, the output, or values of the operation's own. Nothing
    /// else may be read there: what is not declared here may have ended by then. (Shapes and types
    /// may always be asked for.)
    abstract Tensor[] saved();

    /// The gradient of an input, given the upstream gradient: `g·∂output/∂input`. Where the input
    /// was broadcast, the result may have the broadcast shape; backward sums it down.
    abstract Tensor gradient(int input, Tensor g);

    /// Accumulates the gradient of an input, a leaf, directly into the gradient of the leaf:
    /// [#gradient] without an intermediate value, where the operation can do so. Called in plain
    /// backward only, where nothing is recorded.
    ///
    /// @param sum the gradient of the leaf, of its shape
    /// @param add whether to add to what is there; else it is overwritten
    /// @return false if the operation can't: then nothing was done
    boolean gradientInto(int input, Tensor g, NdArray sum, boolean add) {
        return false;
    }

    /// Computes the value and records this node if gradients are wanted.
    final Tensor apply() {
        NdArray value = forward();
        if (!sharesInput(value.buffer())) {
            value.buffer().giveToTape();
        }
        computed(value);
        if (!isRecorded()) {
            return new Tensor(value, null);
        }
        Tensor result = new Tensor(value, this, 0);
        output = result;
        record();
        return result;
    }

    /// Tells those who watch operations of a value that was computed.
    final void computed(NdArray value) {
        Modes modes = Modes.current();
        if (modes.anomalies) {
            Anomaly.check(this, value);
        }
        if (modes.checkpoint != null && !modes.recording) {
            modes.checkpoint.reads(this);
        }
    }

    /// Takes its place in the graph, and holds what its gradient will read.
    final void record() {
        for (Tensor input : inputs) {
            depth = Math.max(depth, input.depth() + 1);
        }
        saved = saved();
        versions = new int[saved.length];
        for (int i = 0; i < saved.length; i++) {
            Buffer buffer = saved[i].array().buffer();
            buffer.saveFor(name);
            versions[i] = buffer.version();
        }
        Graph.Recorder graph = Modes.current().graph;
        if (graph != null) {
            graph.recorded(this);
        }
    }

    /// Whether this will be, or was, a node: recording is on and a gradient will be wanted.
    final boolean isRecorded() {
        return Modes.current().recording && anyInputRequiresGrad();
    }

    /// A fresh value of the framework's that is no node: nothing flows through it, and it may end
    /// early.
    static Tensor unrecorded(NdArray value) {
        value.buffer().giveToTape();
        return new Tensor(value, null);
    }

    /// What reaches an input that does not matter: one 0, repeated to the shape of `g`.
    static Tensor zeroLike(Tensor g) {
        NdArray zero = Create.full("zero", Shape.SCALAR, g.dtype(), 0);
        return unrecorded(zero).expand(g.shape().toArray());
    }

    private boolean sharesInput(Buffer buffer) {
        for (Tensor input : inputs) {
            if (input.array().buffer() == buffer) {
                return true;
            }
        }
        return false;
    }

    private boolean isInput(Tensor value) {
        for (Tensor input : inputs) {
            if (input == value) {
                return true;
            }
        }
        return false;
    }

    private boolean anyInputRequiresGrad() {
        for (Tensor input : inputs) {
            if (input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    /// What users call it: `matmul`.
    final String name() {
        return name;
    }

    /// The `i`-th input.
    final Tensor input(int i) {
        return inputs[i];
    }

    final int inputs() {
        return inputs.length;
    }

    /// The result; only for [#saved] and [#gradient], when there is one.
    final Tensor output() {
        if (output == null) {
            throw new IllegalStateException(name + " has no output: it was not recorded");
        }
        return output;
    }

    /// How many results there are.
    int outputs() {
        return 1;
    }

    /// The `i`-th result.
    Tensor output(int i) {
        return output();
    }

    /// Whether a gradient of the `i`-th input will be asked for.
    final boolean needsGrad(int i) {
        return inputs[i].requiresGrad();
    }

    final int depth() {
        return depth;
    }

    final boolean isConsumed() {
        return consumedOutput != null;
    }

    /// The gradient accumulated so far for an output.
    @Nullable Tensor pending(int output) {
        return pending;
    }

    void pending(int output, @Nullable Tensor gradient) {
        pending = gradient;
    }

    /// Whether a gradient has reached an output.
    final boolean isReached() {
        for (int i = 0; i < outputs(); i++) {
            if (pending(i) != null) {
                return true;
            }
        }
        return false;
    }

    /// The gradient of an input, from what has reached the outputs; null if none flows.
    @Nullable Tensor gradient(int input) {
        return gradient(input, Objects.requireNonNull(pending));
    }

    /// Forgets what has reached the outputs.
    final void forgetPending() {
        for (int i = 0; i < outputs(); i++) {
            pending(i, null);
        }
        visited();
    }

    /// Called when all inputs have got their gradients.
    void visited() {}

    /// Called when the node is consumed: lets go of its outputs.
    void forget() {}

    /// Makes sure that each saved value is still the one that was saved.
    ///
    /// @throws InPlaceException naming operation and tensor
    final void requireSavedUnchanged() {
        for (int i = 0; i < saved.length; i++) {
            if (saved[i].array().buffer().version() != versions[i]) {
                throw new InPlaceException(name, saved[i], output(0));
            }
        }
    }

    /// Lets go of everything: saved values end if this was their last reader, and the output's
    /// value with them. The node stays behind only to say that it was consumed.
    ///
    /// @param by what to say ended them
    /// @param at where the user called backward, null if sites are not recorded
    final void consume(String by, @Nullable String at) {
        consumedOutput = output(0).array().buffer();
        consumedAt = at;
        for (Tensor value : saved) {
            value.array().buffer().release();
            // A leaf among the inputs is the user's; one that is no input is this operation's own.
            if (!value.isLeaf() || !isInput(value)) {
                end(value.array().buffer(), by);
            }
        }
        for (int i = 0; i < outputs(); i++) {
            end(output(i).array().buffer(), by);
        }
        saved = NOTHING;
        inputs = NOTHING;
        output = null;
        forget();
    }

    /// What to tell someone who comes to a node that was consumed.
    final GraphConsumedException alreadyConsumed() {
        return new GraphConsumedException(name, Objects.requireNonNull(consumedOutput), consumedAt);
    }

    /// Ends an intermediate value unless someone still has to read it.
    static void end(Buffer buffer, String by) {
        if (buffer.isDisposable()) {
            buffer.end(by);
        }
    }
}
