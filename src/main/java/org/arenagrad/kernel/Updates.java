package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps, each a single pass over the parameter, its gradient and its state (all
/// contiguous, from element 0 but for the parameter and the gradient, which start at `po` and
/// `go`). Formulas and their order of evaluation are PyTorch's, so that trajectories agree to
/// rounding.
public interface Updates {
    /// Gradient descent with momentum (Sutskever et al., 2013): `g += decay·p; v = first ? g :
    /// momentum·v + (1 - dampening)·g; p -= lr·(nesterov ? g + momentum·v : v)`. Without a velocity
    /// segment: `p -= lr·g`.
    void sgd(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            @Nullable MemorySegment velocity,
            boolean first,
            long n,
            double lr,
            double momentum,
            double dampening,
            double decay,
            boolean nesterov);

    /// Adam (Kingma and Ba, 2014), with decoupled weight decay (AdamW: Loshchilov and Hutter, 2017)
    /// if `decoupled`, AMSGrad (Reddi et al., 2018) if there is a `vMax` segment. `bias1 = 1 -
    /// beta1^t`, `bias2 = 1 - beta2^t`: `p -= lr/bias1 · m / (sqrt(v)/sqrt(bias2) + eps)`.
    void adam(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment m,
            MemorySegment v,
            @Nullable MemorySegment vMax,
            long n,
            double lr,
            double beta1,
            double beta2,
            double eps,
            double decay,
            boolean decoupled,
            double bias1,
            double bias2);

    /// RMSProp (Hinton, 2012, lecture 6e): `s = alpha·s + (1 - alpha)·g²; p -= lr·g / (sqrt(s) +
    /// eps)`.
    void rmsprop(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment s,
            long n,
            double lr,
            double alpha,
            double eps,
            double decay);

    /// Adagrad (Duchi et al., 2011): `s += g²; p -= lr·g / (sqrt(s) + eps)`.
    void adagrad(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment s,
            long n,
            double lr,
            double eps,
            double decay);
}
