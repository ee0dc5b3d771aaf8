package org.arenagrad.benchmarks;

import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.OptimizerKernels.Adagrad;
import org.arenagrad.kernel.OptimizerKernels.Adam;
import org.arenagrad.kernel.OptimizerKernels.RmsProp;
import org.arenagrad.kernel.OptimizerKernels.Sgd;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;

/// One call of a kernel on [KernelData], with what it moves: how often an element is read or
/// written, and how many arrays that touches. A copy between the halves of as many bytes as those
/// arrays have is its yardstick.
@SuppressWarnings("ImmutableEnumChecker") // The lambdas keep nothing but constants.
public enum KernelCall {
    /// `y = a + b`.
    ADD(3, 3, binary(Binary.ADD)),
    /// `y = a·b`.
    MUL(3, 3, binary(Binary.MUL)),
    /// `y = max(a, 0)`.
    RELU(2, 2, unary(Unary.RELU)),
    /// Its backward.
    RELU_GRAD(3, 3, binary(Binary.RELU_GRAD)),
    /// The backward of tanh.
    TANH_GRAD(3, 3, binary(Binary.TANH_GRAD)),
    /// The backward of sigmoid.
    SIGMOID_GRAD(3, 3, binary(Binary.SIGMOID_GRAD)),
    /// `y = a·0.9`, the backward of a product with a number.
    MUL_SCALAR(2, 2, (k, d) -> k.elementwise().binary(Binary.MUL, d.a(), 0.9, d.y(), d.n())),
    /// Gradient descent.
    SGD(
            3,
            2,
            (k, d) ->
                    k.optimizer()
                            .sgd(new Sgd(1e-9, 0, 0, 0, false, false), d.a(), d.b(), null, d.n())),
    /// Gradient descent with momentum.
    MOMENTUM(
            5,
            3,
            (k, d) ->
                    k.optimizer()
                            .sgd(
                                    new Sgd(1e-9, 0.9, 0, 0, false, false),
                                    d.a(),
                                    d.b(),
                                    d.y(),
                                    d.n())),
    /// Adam.
    ADAM(7, 4, adam(0, false)),
    /// Adam with decoupled weight decay.
    ADAMW(7, 4, adam(1e-2, true)),
    /// RMSProp.
    RMSPROP(
            5,
            3,
            (k, d) ->
                    k.optimizer()
                            .rmsProp(new RmsProp(1e-9, 0.99, 1e-8, 0), d.a(), d.b(), d.z(), d.n())),
    /// Adagrad.
    ADAGRAD(
            5,
            3,
            (k, d) ->
                    k.optimizer().adagrad(new Adagrad(1e-9, 1e-8, 0), d.a(), d.b(), d.z(), d.n())),
    /// `y = e^a`.
    EXP(2, 2, unary(Unary.EXP)),
    /// `y = log z`.
    LOG(2, 2, (k, d) -> k.elementwise().unary(Unary.LOG, d.z(), d.y(), d.n())),
    /// `y = tanh a`.
    TANH(2, 2, unary(Unary.TANH)),
    /// `y = sigmoid a`.
    SIGMOID(2, 2, unary(Unary.SIGMOID)),
    /// `y = a·Φ(a)`.
    GELU(2, 2, unary(Unary.GELU)),
    /// Its approximation with tanh.
    GELU_TANH(2, 2, unary(Unary.GELU_TANH)),
    /// `y = erf a`.
    ERF(2, 2, unary(Unary.ERF)),
    /// `y = log(1 + e^a)`.
    SOFTPLUS(2, 2, unary(Unary.SOFTPLUS)),
    /// `y = a·sigmoid a`.
    SILU(2, 2, unary(Unary.SILU)),
    /// `y = sin a`.
    SIN(2, 2, unary(Unary.SIN)),
    /// The sum of all elements.
    SUM(1, 1, reduce(Reduction.SUM)),
    /// The largest element.
    MAX(1, 1, reduce(Reduction.MAX)),
    /// The number of elements that are not finite.
    COUNT_NON_FINITE(1, 1, reduce(Reduction.COUNT_NON_FINITE)),
    /// Softmax of rows.
    SOFTMAX(2, 2, (k, d) -> k.rows().softmax(d.a(), d.y(), d.rows(), d.columns())),
    /// Its logarithm.
    LOG_SOFTMAX(2, 2, (k, d) -> k.rows().logSoftmax(d.a(), d.y(), d.rows(), d.columns())),
    /// The cross-entropy of rows.
    CROSS_ENTROPY(
            1,
            1,
            (k, d) ->
                    k.rows()
                            .crossEntropy(
                                    d.a(),
                                    d.classes(),
                                    0,
                                    d.one(),
                                    0,
                                    d.y(),
                                    d.rows(),
                                    d.columns())),
    /// Its backward.
    CROSS_ENTROPY_GRAD(
            2,
            2,
            (k, d) ->
                    k.rows()
                            .crossEntropyGrad(
                                    d.a(),
                                    d.classes(),
                                    0,
                                    d.one(),
                                    0,
                                    d.one(),
                                    d.y(),
                                    d.rows(),
                                    d.columns()));

    /// The call itself.
    @FunctionalInterface
    interface Body {
        /// Runs once.
        void run(Kernels kernels, KernelData data);
    }

    private final int moved;
    private final int arrays;
    private final Body body;

    KernelCall(int moved, int arrays, Body body) {
        this.moved = moved;
        this.arrays = arrays;
        this.body = body;
    }

    /// How often it reads or writes an element, for each element of the result.
    int moved() {
        return moved;
    }

    /// How many arrays that touches.
    int arrays() {
        return arrays;
    }

    /// Whether it works on rows.
    boolean isRowwise() {
        return compareTo(SOFTMAX) >= 0;
    }

    /// Runs once.
    void run(Kernels kernels, KernelData data) {
        body.run(kernels, data);
    }

    private static Body unary(Unary op) {
        return (k, d) -> k.elementwise().unary(op, d.a(), d.y(), d.n());
    }

    private static Body binary(Binary op) {
        return (k, d) -> k.elementwise().binary(op, d.a(), d.b(), d.y(), d.n());
    }

    private static Body adam(double decay, boolean decoupled) {
        Adam step = new Adam(1e-9, 0.9, 0.999, 1e-8, decay, decoupled, 0.5, 0.5);
        return (k, d) -> k.optimizer().adam(step, d.a(), d.b(), d.y(), d.z(), null, d.n());
    }

    private static Body reduce(Reduction op) {
        return (k, d) -> d.keep(k.reductions().reduce(op, d.a(), d.n()));
    }
}
