package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.ArrayPrinter;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// An N-dimensional array that knows how it came about, so that gradients can flow back.
///
/// ```java
/// var x = Tensor.of(1, 2, 3).requireGrad();
/// var y = x.mul(x).sum();          // 1 + 4 + 9
/// y.backward();
/// x.grad();                        // [2, 4, 6]
/// ```
///
/// New tensors come from the methods it inherits of [TensorCreation]. Operations are grouped in the
/// interfaces this class implements: arithmetic ([TensorMath]), also in place ([TensorInPlace]),
/// functions ([TensorFunctions]), sums and their kin ([TensorReductions]), searches
/// ([TensorSearch]), views and other shapes ([TensorShapes]), picking and joining
/// ([TensorIndexing]), convolution and pooling ([TensorImages]). Names and meanings are PyTorch's.
///
/// **Lifetime.** A tensor lives in the innermost [Scope] open when it was made and ends with it at
/// the latest; with no scope open, the garbage collector ends it. [#backward()] ends the
/// intermediate values it has used up; [#retain] and [#copyTo] keep one longer. Any use after the
/// end throws a [TensorClosedException][org.arenagrad.memory.TensorClosedException] that says what
/// ended it. A tensor made in a scope belongs to the thread of that scope.
public final class Tensor extends TensorCreation
        implements TensorMath,
                TensorInPlace,
                TensorFunctions,
                TensorReductions,
                TensorSearch,
                TensorShapes,
                TensorIndexing,
                TensorImages,
                AutoCloseable {
    private final NdArray array;
    private final @Nullable Operation producer;

    /// Which of the results of its producer it is.
    private final int place;

    private boolean requiresGrad;
    private @Nullable NdArray grad;
    private boolean gradArrived;

    // How many steps optimizers had made when it arrived, and how often this had been changed.
    private long arrivedAtStep;
    private int arrivedAtVersion;

    Tensor(NdArray array, @Nullable Operation producer) {
        this(array, producer, 0);
    }

    Tensor(NdArray array, @Nullable Operation producer, int place) {
        this.array = array;
        this.producer = producer;
        this.place = place;
        this.requiresGrad = producer != null;
    }

    // ---- what it is ----

    /// The sizes of its dimensions.
    public Shape shape() {
        return array.shape();
    }

    /// The type of its elements.
    public DType dtype() {
        return array.dtype();
    }

    /// The array beneath: the values without the gradient. For the framework: nobody else can name
    /// its type.
    @SuppressWarnings("exports")
    public NdArray array() {
        return array;
    }

    /// What is known of the memory it lies in: what made it and ended it, how large it is. Views of
    /// the same memory have the same.
    public BufferInfo memory() {
        return array.buffer();
    }

    /// The memory it lies in, as a segment that dies with the tensor: the JVM refuses access after
    /// that. (The whole buffer, of which a view sees a part.)
    ///
    /// @throws IllegalStateException in a dry run, for a tensor made there: it has no memory
    public MemorySegment segment() {
        requireReadable("segment()");
        MemorySegment segment = array.buffer().segment();
        if (array.buffer().isDry()) {
            throw new IllegalStateException(
                    "segment: %s was made in a dry run and has no memory".formatted(array));
        }
        return segment;
    }

    /// Its name in messages, or null.
    public @Nullable String name() {
        return array.buffer().name();
    }

    /// Gives it a name for messages and pictures; its gradient is named after it.
    public Tensor named(String name) {
        array.buffer().name(name);
        nameGradient();
        return this;
    }

    private void nameGradient() {
        String name = name();
        if (grad != null && name != null) {
            grad.buffer().name("gradient of " + name);
        }
    }

    // ---- gradients ----

    /// Asks for gradients with respect to this tensor. The memory of its gradient is allocated now,
    /// in the scope of the tensor: the first step then costs what every later one does, and a
    /// sealed scope does not grow.
    ///
    /// @throws IllegalStateException if it is the result of a recorded operation (it has a gradient
    ///   already, see [Autograd#grad])
    public Tensor requireGrad() {
        if (producer != null) {
            throw new IllegalStateException(
                    "requireGrad: "
                            + array
                            + " is the result of an operation that is being differentiated already;"
                            + " use detach() first, or Autograd.grad to read its gradient");
        }
        if (!requiresGrad) {
            retain();
            array.buffer().role(Role.PARAMETER);
            grad = Create.zerosBeside(array, "gradient");
            grad.buffer().role(Role.GRADIENT);
            nameGradient();
            requiresGrad = true;
        }
        return this;
    }

    /// Lets gradients flow to this leaf, or stops them: a frozen parameter stays what it is, and
    /// what is computed from frozen ones alone is not recorded.
    ///
    /// @throws IllegalStateException if it is the result of a recorded operation
    public Tensor requireGrad(boolean on) {
        requireAlive();
        if (on && !isFrozen()) {
            return requireGrad();
        }
        if (producer != null) {
            throw new IllegalStateException(
                    "requireGrad: %s is the result of an operation: use detach() to stop gradients there"
                            .formatted(array));
        }
        requiresGrad = on;
        zeroGrad();
        return this;
    }

    /// Whether it was a parameter and gradients to it were stopped.
    public boolean isFrozen() {
        return grad != null && !requiresGrad;
    }

    /// Whether gradients reach this tensor.
    public boolean requiresGrad() {
        return requiresGrad;
    }

    /// Whether it was made by the user, not by a recorded operation.
    public boolean isLeaf() {
        return producer == null;
    }

    @Nullable Operation producer() {
        return producer;
    }

    int place() {
        return place;
    }

    /// Its place in the graph: 0 for a leaf, one more than its deepest operand otherwise.
    int depth() {
        return producer == null ? 0 : producer.depth();
    }

    /// Differentiates this scalar: adds its gradient to the [#grad] of every leaf that requires one
    /// and that it was computed from. Intermediate values end on the way, the graph is consumed.
    ///
    /// @throws IllegalStateException if this is not a scalar, or needs no gradient
    /// @throws GraphConsumedException if an earlier backward has consumed the graph
    /// @throws InPlaceException if a saved value was changed since
    public void backward() {
        backward(false);
    }

    /// [#backward()], after which it can be called again if `retainGraph`: then nothing ends.
    public void backward(boolean retainGraph) {
        try (Tensor one = Backward.one(this)) {
            Backward.accumulate(this, one, retainGraph);
        }
    }

    /// Differentiates a tensor of any shape, given the gradient that reaches it (of the same
    /// shape).
    public void backward(Tensor gradient) {
        Backward.accumulate(this, gradient, false);
    }

    /// The gradient gathered since the last [#zeroGrad], of this tensor's shape. It lives as long
    /// as this tensor.
    ///
    /// @throws IllegalStateException if none has arrived
    public Tensor grad() {
        requireAlive();
        if (grad == null || !gradArrived) {
            String remedy =
                    requiresGrad
                            ? " since zeroGrad(): call backward() on a result computed from it"
                            : ": call requireGrad() before computing with it";
            throw new IllegalStateException("grad: no gradient has reached " + array + remedy);
        }
        return new Tensor(grad, null);
    }

    /// Whether a gradient has arrived since the last [#zeroGrad].
    public boolean hasGrad() {
        return gradArrived;
    }

    /// Forgets the gradient: the next to arrive replaces it. Nothing is written, nothing freed.
    public void zeroGrad() {
        gradArrived(false);
    }

    private void gradArrived(boolean now) {
        boolean before = gradArrived;
        gradArrived = now;
        if (before != now && DryRun.isOn()) {
            DryRun.onRollback(() -> gradArrived = before);
        }
    }

    /// Whether the gradient accumulates in this buffer.
    boolean accumulatesIn(Buffer buffer) {
        return grad != null && grad.buffer() == buffer;
    }

    /// Takes a gradient that arrived: the first is copied, later ones are added.
    void accumulateGrad(NdArray arrived) {
        NdArray sum = Objects.requireNonNull(grad);
        requireRead();
        if (gradArrived) {
            Pointwise.binaryInPlace("backward", Binary.ADD, sum, arrived);
        } else {
            sum.copyFrom(arrived);
            gradArrived(true);
        }
    }

    /// Makes sure that the gradient that is there was of use. If an optimizer has made a step since
    /// and nobody has changed this tensor or forgotten its gradient, nobody knows of it: it is a
    /// parameter that its layer does not declare.
    ///
    /// @throws IllegalStateException naming it
    private void requireRead() {
        long steps = Ledger.current().steps();
        if (!gradArrived) {
            arrivedAtStep = steps;
            arrivedAtVersion = array.buffer().version();
        } else if (steps > arrivedAtStep
                && !array.buffer().isKnown()
                && arrivedAtVersion == array.buffer().version()) {
            throw new IllegalStateException(
                    """
                    backward: %s gets a gradient in every step, but no model lists it (parameters()) and \
                    no optimizer improves it: if it \
                    is a layer's, declare it (Trainable.declare), or the part it belongs to; if it \
                    shall stay as it is, freeze it with requireGrad(false)\
                    """
                            .formatted(array));
        }
    }

    /// Lets an operation accumulate a gradient directly.
    ///
    /// @return false if the operation can't
    boolean accumulateGradFrom(Operation from, int input, Tensor g) {
        requireRead();
        boolean direct = from.gradientInto(input, g, Objects.requireNonNull(grad), gradArrived);
        if (direct) {
            gradArrived(true);
        }
        return direct;
    }

    // ---- lifetime ----

    /// Keeps the value beyond [#backward()], up to the end of its scope.
    public Tensor retain() {
        requireAlive();
        array.buffer().retain();
        return this;
    }

    /// The same value outside the graph: no gradient flows through it. It shares the memory, which
    /// is kept beyond backward.
    public Tensor detach() {
        return new Tensor(array, null).retain();
    }

    /// The same value outside the graph, for operations that read it but pass no gradient to it;
    /// unlike [#detach], it is not kept beyond backward.
    Tensor withoutGraph() {
        return requiresGrad ? new Tensor(array, null) : this;
    }

    /// A copy in a scope that lives longer, outside the graph.
    ///
    /// @throws org.arenagrad.memory.ScopeException if that scope is sealed
    public Tensor copyTo(Scope scope) {
        return of(Create.copy(array, scope));
    }

    /// Ends it now, with its gradient and all views of the same memory.
    ///
    /// @throws org.arenagrad.memory.TensorClosedException if it has ended already
    @Override
    public void close() {
        array.buffer().close();
        if (grad != null) {
            grad.buffer().end("close() of the tensor it belongs to");
        }
    }

    /// For methods that would otherwise not touch the memory: a use after the end fails at once.
    ///
    /// @throws org.arenagrad.memory.TensorClosedException if it has ended
    void requireAlive() {
        array.buffer().segment();
    }

    /// Ends this value unless someone still needs it: a node that saved it, the user who retained
    /// it, or the scope outside that it was made in. For layers, on a value that only they have
    /// seen, as soon as the next operation has read it.
    public void discard() {
        Buffer buffer = array.buffer();
        if (buffer.isDisposable() && buffer.scope() == Scope.current().orElse(null)) {
            buffer.end("the layer or loss around it, having read it for the last time,");
        }
    }

    // ---- reading and writing ----

    /// The only element of a tensor that has just one.
    public double item() {
        requireReadable("item()");
        return array.item();
    }

    /// One element; indices may count from the end (-1).
    public double get(int... index) {
        requireReadable("get()");
        return array.get(index);
    }

    /// All elements, row-major, as doubles on the heap.
    public double[] toArray() {
        requireReadable("toArray()");
        return array.toArray();
    }

    /// Makes sure that no rule of a [CustomFunction] loses a gradient by reading elements.
    private void requireReadable(String method) {
        String rule = Modes.current().rule;
        if (rule != null && requiresGrad) {
            throw Custom.readsElements(rule, method);
        }
    }

    /// Overwrites one element, in place.
    public void set(double value, int... index) {
        requireWritable("set");
        array.set(value, index);
    }

    /// Sets every element, in place.
    public Tensor fill(double value) {
        requireWritable("fill");
        array.fill(value);
        return this;
    }

    /// Overwrites the elements with those of another tensor, broadcast to this shape, in place.
    public Tensor copyFrom(Tensor source) {
        requireWritable("copyFrom", source);
        array.copyFrom(source.array);
        return this;
    }

    /// Makes sure that a change in place from the values of `source` can't go unnoticed by a
    /// gradient: of this tensor, or of the source, which nothing would record.
    void requireWritable(String operation, Tensor source) {
        requireWritable(operation);
        if (source.requiresGrad && Autograd.isRecording()) {
            throw new IllegalStateException(
                    """
                    %s: %s requires a gradient, and none flows through a change in place: compute a \
                    new tensor, or use detach() if none is wanted\
                    """
                            .formatted(operation, source.array));
        }
    }

    /// Makes sure that a change in place can't go unnoticed by a gradient.
    void requireWritable(String operation) {
        if (requiresGrad && Autograd.isRecording()) {
            throw new IllegalStateException(
                    """
                    %s: %s requires a gradient, which a change in place would falsify: change it \
                    under Autograd.noGrad(), or compute a new tensor\
                    """
                            .formatted(operation, array));
        }
    }

    @Override
    public Tensor self() {
        return this;
    }

    /// The elements as NumPy would print them, then shape and type where they can't be seen.
    @Override
    public String toString() {
        String elements = ArrayPrinter.print(array);
        return dtype() == DType.FLOAT64 ? elements : "%s %s".formatted(elements, dtype());
    }
}
