package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

/// Optimizer steps, each a single pass over the parameter, its gradient and its state, all
/// contiguous. Formulas and their order of evaluation are PyTorch's, so that trajectories agree to
/// rounding.
public interface OptimizerKernels {
    /// Gradient descent with momentum (Sutskever et al., 2013): `g += decay·p; v = first ? g :
    /// momentum·v + (1 - dampening)·g; p -= lr·(nesterov ? g + momentum·v : v)`. Without a
    /// velocity: `p -= lr·g`.
    ///
    /// @param first whether there is no velocity yet
    record Sgd(
            double lr,
            double momentum,
            double dampening,
            double decay,
            boolean nesterov,
            boolean first) {}

    /// Adam (Kingma and Ba, 2014), with decoupled weight decay (AdamW: Loshchilov and Hutter, 2017)
    /// if `decoupled`, AMSGrad (Reddi et al., 2018) if there is a `vMax`: `p -= lr/bias1 · m /
    /// (sqrt(v)/sqrt(bias2) + eps)`.
    ///
    /// @param bias1 `1 - beta1^t` at step `t`
    /// @param bias2 `1 - beta2^t`
    record Adam(
            double lr,
            double beta1,
            double beta2,
            double eps,
            double decay,
            boolean decoupled,
            double bias1,
            double bias2) {}

    /// RMSProp (Hinton, 2012, lecture 6e): `s = alpha·s + (1 - alpha)·g²; p -= lr·g / (sqrt(s) +
    /// eps)`.
    record RmsProp(double lr, double alpha, double eps, double decay) {}

    /// Adagrad (Duchi et al., 2011): `s += g²; p -= lr·g / (sqrt(s) + eps)`.
    record Adagrad(double lr, double eps, double decay) {}

    /// A step of [Sgd] on `n` elements.
    void sgd(Sgd step, Span p, Span g, @Nullable Span velocity, long n);

    /// A step of [Adam].
    void adam(Adam step, Span p, Span g, Span m, Span v, @Nullable Span vMax, long n);

    /// A step of [RmsProp].
    void rmsProp(RmsProp step, Span p, Span g, Span s, long n);

    /// A step of [Adagrad].
    void adagrad(Adagrad step, Span p, Span g, Span s, long n);
}
