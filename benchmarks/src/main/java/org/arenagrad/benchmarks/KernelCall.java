package org.arenagrad.benchmarks;

import org.arenagrad.kernel.Binary;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.Reduction;
import org.arenagrad.kernel.Unary;

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
    MUL_SCALAR(2, 2, unary(Unary.MUL_SCALAR)),
    /// Gradient descent.
    SGD(
            3,
            2,
            (k, d) ->
                    k.updates().sgd(d.a(), 0, d.b(), 0, null, false, d.n(), 1e-9, 0, 0, 0, false)),
    /// Gradient descent with momentum.
    MOMENTUM(
            5,
            3,
            (k, d) ->
                    k.updates()
                            .sgd(d.a(), 0, d.b(), 0, d.y(), false, d.n(), 1e-9, 0.9, 0, 0, false)),
    /// Adam.
    ADAM(7, 4, adam(0, false)),
    /// Adam with decoupled weight decay.
    ADAMW(7, 4, adam(1e-2, true)),
    /// RMSProp.
    RMSPROP(
            5,
            3,
            (k, d) -> k.updates().rmsprop(d.a(), 0, d.b(), 0, d.z(), d.n(), 1e-9, 0.99, 1e-8, 0)),
    /// Adagrad.
    ADAGRAD(5, 3, (k, d) -> k.updates().adagrad(d.a(), 0, d.b(), 0, d.z(), d.n(), 1e-9, 1e-8, 0)),
    /// `y = e^a`.
    EXP(2, 2, unary(Unary.EXP)),
    /// `y = log z`.
    LOG(2, 2, (k, d) -> k.elementwise().unary(Unary.LOG, 0, 0, d.z(), 0, 1, d.y(), 0, d.n())),
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
    SOFTMAX(2, 2, (k, d) -> k.fused().softmax(d.a(), 0, d.y(), 0, d.rows(), d.columns())),
    /// Its logarithm.
    LOG_SOFTMAX(2, 2, (k, d) -> k.fused().logSoftmax(d.a(), 0, d.y(), 0, d.rows(), d.columns())),
    /// The cross-entropy of rows.
    CROSS_ENTROPY(
            1,
            1,
            (k, d) ->
                    k.fused()
                            .crossEntropy(
                                    d.a(),
                                    0,
                                    d.classes(),
                                    0,
                                    d.z(),
                                    0,
                                    0,
                                    0,
                                    d.y(),
                                    0,
                                    d.rows(),
                                    d.columns())),
    /// Its backward.
    CROSS_ENTROPY_GRAD(
            2,
            2,
            (k, d) ->
                    k.fused()
                            .crossEntropyGrad(
                                    d.a(),
                                    0,
                                    d.classes(),
                                    0,
                                    d.z(),
                                    0,
                                    0,
                                    0,
                                    d.z(),
                                    0,
                                    0,
                                    d.y(),
                                    0,
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
        return (k, d) -> k.elementwise().unary(op, 0.9, 0, d.a(), 0, 1, d.y(), 0, d.n());
    }

    private static Body binary(Binary op) {
        return (k, d) -> k.elementwise().binary(op, d.a(), 0, 1, d.b(), 0, 1, d.y(), 0, d.n());
    }

    private static Body adam(double decay, boolean decoupled) {
        return (k, d) ->
                k.updates()
                        .adam(
                                d.a(), 0, d.b(), 0, d.y(), d.z(), null, d.n(), 1e-9, 0.9, 0.999,
                                1e-8, decay, decoupled, 0.5, 0.5);
    }

    private static Body reduce(Reduction op) {
        return (k, d) -> d.keep(k.reductions().reduce(op, d.a(), 0, 1, d.n()));
    }
}
