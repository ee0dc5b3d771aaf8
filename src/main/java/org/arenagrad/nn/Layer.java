package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// A function of one tensor, perhaps with parameters.
///
/// A lambda will do where there are none: `Layer square = x -> x.mul(x)`. A layer of others names
/// them, see [Trainable#declare]:
///
/// ```java
/// record Residual(Linear in, Linear out) implements Layer {
///     public Tensor apply(Tensor x) {
///         return x.add(out.apply(in.apply(x).relu()));
///     }
///
///     public void declare(Parts parts) {
///         parts.layer("in", in).layer("out", out);
///     }
/// }
/// ```
@FunctionalInterface
public interface Layer extends Trainable {
    /// The value for an input. Inside a [Sequential], it may end as soon as the next layer has read
    /// it: a layer that wants to look at it later calls [Tensor#retain] on it.
    Tensor apply(Tensor x);
}
