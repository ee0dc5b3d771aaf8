package org.arenagrad.array;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps on arrays: each changes a parameter in place, in one pass over the parameter,
/// its gradient and the optimizer's state for it, and allocates nothing. Formulas are in the
/// kernels' `Updates`.
///
/// All arrays of one call have the same shape and type and are contiguous; what is not is refused
/// before anything is written.
public final class Update {
    private Update() {}

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
        p.dtype()
                .kernels()
                .updates()
                .sgd(
                        p.buffer().writable(),
                        p.offset(),
                        g.segment(),
                        g.offset(),
                        state("sgd", p, velocity),
                        first,
                        p.shape().elements(),
                        lr,
                        momentum,
                        dampening,
                        decay,
                        nesterov);
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
        MemorySegment mean = required("adam", p, m);
        MemorySegment square = required("adam", p, v);
        p.dtype()
                .kernels()
                .updates()
                .adam(
                        p.buffer().writable(),
                        p.offset(),
                        g.segment(),
                        g.offset(),
                        mean,
                        square,
                        state("adam", p, vMax),
                        p.shape().elements(),
                        lr,
                        beta1,
                        beta2,
                        eps,
                        decay,
                        decoupled,
                        bias1,
                        bias2);
    }

    /// RMSProp: `s = alpha·s + (1 - alpha)·g²; p -= lr·g / (√s + eps)`.
    public static void rmsprop(
            NdArray p, NdArray g, NdArray s, double lr, double alpha, double eps, double decay) {
        requireFit("rmsprop", p, g);
        MemorySegment square = required("rmsprop", p, s);
        p.dtype()
                .kernels()
                .updates()
                .rmsprop(
                        p.buffer().writable(),
                        p.offset(),
                        g.segment(),
                        g.offset(),
                        square,
                        p.shape().elements(),
                        lr,
                        alpha,
                        eps,
                        decay);
    }

    /// Adagrad: `s += g²; p -= lr·g / (√s + eps)`.
    public static void adagrad(
            NdArray p, NdArray g, NdArray s, double lr, double eps, double decay) {
        requireFit("adagrad", p, g);
        MemorySegment sum = required("adagrad", p, s);
        p.dtype()
                .kernels()
                .updates()
                .adagrad(
                        p.buffer().writable(),
                        p.offset(),
                        g.segment(),
                        g.offset(),
                        sum,
                        p.shape().elements(),
                        lr,
                        eps,
                        decay);
    }

    private static MemorySegment required(String operation, NdArray p, NdArray state) {
        requireFit(operation, p, state);
        // The kernels count a state's elements from the start of its segment.
        if (state.offset() != 0) {
            throw new IllegalArgumentException(
                    "%s: the state %s must begin where its buffer does"
                            .formatted(operation, state));
        }
        return state.buffer().writable();
    }

    private static @Nullable MemorySegment state(
            String operation, NdArray p, @Nullable NdArray state) {
        return state == null ? null : required(operation, p, state);
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
