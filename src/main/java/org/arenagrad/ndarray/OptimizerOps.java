package org.arenagrad.ndarray;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.Span;
import org.jspecify.annotations.Nullable;

/// Optimizer steps on arrays: each changes a parameter in place, in one pass over the parameter,
/// its gradient and the optimizer's state for it, and allocates nothing. Formulas are in the
/// kernels' `OptimizerFloat64` loops.
///
/// All arrays of one call have the same shape and type and are contiguous; what is not is refused
/// before anything is written.
public final class OptimizerOps {
    private OptimizerOps() {}

    /// Gradient descent, with momentum if there is a velocity: `g += decay·p; v = momentum·v + (1 -
    /// dampening)·g; p -= lr·v`, or `p -= lr·(g + momentum·v)` with Nesterov's.
    ///
    /// @param first whether the velocity is empty yet: it then becomes `g`
    public static void sgd(
            NdArray p,
            NdArray g,
            @Nullable NdArray velocity,
            boolean first,
            double lr,
            double momentum,
            double dampening,
            double decay,
            boolean nesterov) {
        requireFit("sgd", p, g);
        Span v = velocity == null ? null : state("sgd", p, velocity);
        var step = new OptimizerKernels.Sgd(lr, momentum, dampening, decay, nesterov, first);
        kernels(p).sgd(step, p.writableSpan(), g.span(), v, p.shape().elements());
    }

    /// Adam, or AdamW if the decay is decoupled, with AMSGrad if there is a `vMax`.
    ///
    /// @param bias1 `1 - beta1^t` at step `t`, from 1
    /// @param bias2 `1 - beta2^t`
    public static void adam(
            NdArray p,
            NdArray g,
            NdArray m,
            NdArray v,
            @Nullable NdArray vMax,
            double lr,
            double beta1,
            double beta2,
            double eps,
            double decay,
            boolean decoupled,
            double bias1,
            double bias2) {
        requireFit("adam", p, g);
        Span mean = state("adam", p, m);
        Span square = state("adam", p, v);
        Span most = vMax == null ? null : state("adam", p, vMax);
        var step = new OptimizerKernels.Adam(lr, beta1, beta2, eps, decay, decoupled, bias1, bias2);
        kernels(p).adam(step, p.writableSpan(), g.span(), mean, square, most, p.shape().elements());
    }

    /// RMSProp: `s = alpha·s + (1 - alpha)·g²; p -= lr·g / (√s + eps)`.
    public static void rmsprop(
            NdArray p, NdArray g, NdArray s, double lr, double alpha, double eps, double decay) {
        requireFit("rmsprop", p, g);
        Span square = state("rmsprop", p, s);
        var step = new OptimizerKernels.RmsProp(lr, alpha, eps, decay);
        kernels(p).rmsProp(step, p.writableSpan(), g.span(), square, p.shape().elements());
    }

    /// Adagrad: `s += g²; p -= lr·g / (√s + eps)`.
    public static void adagrad(
            NdArray p, NdArray g, NdArray s, double lr, double eps, double decay) {
        requireFit("adagrad", p, g);
        Span sum = state("adagrad", p, s);
        var step = new OptimizerKernels.Adagrad(lr, eps, decay);
        kernels(p).adagrad(step, p.writableSpan(), g.span(), sum, p.shape().elements());
    }

    private static OptimizerKernels kernels(NdArray p) {
        return p.dtype().kernels().optimizer();
    }

    private static Span state(String operation, NdArray p, NdArray state) {
        requireFit(operation, p, state);
        return state.writableSpan();
    }

    private static void requireFit(String operation, NdArray p, NdArray other) {
        Pointwise.requireSameType(operation, p, other);
        if (!p.shape().equals(other.shape())) {
            throw new IllegalArgumentException(
                    "%s: parameter %s and %s differ in shape".formatted(operation, p, other));
        }
        if (!p.isContiguous() || !other.isContiguous()) {
            throw new IllegalArgumentException(
                    "%s: %s is not contiguous, an update runs over memory in order: make a parameter of copy()"
                            .formatted(operation, p.isContiguous() ? other : p));
        }
    }
}
