package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// A function of one tensor, perhaps with parameters.
///
/// A lambda will do where there are none: `Layer square = x -> x.mul(x)`. A layer of several others
/// names them, so that their parameters are found:
///
/// ```java
/// record Residual(Linear in, Linear out) implements Layer {
///     public Tensor apply(Tensor x) {
///         return x.add(out.apply(in.apply(x).relu()));
///     }
///
///     public SequencedMap<String, Trainable> children() {
///         var parts = new LinkedHashMap<String, Trainable>();
///         parts.put("in", in);
///         parts.put("out", out);
///         return parts;
///     }
/// }
/// ```
@FunctionalInterface
public interface Layer extends Trainable {
    /// The value for an input. Inside a [Sequential], it may end as soon as the next layer has read
    /// it: a layer that wants to look at it later calls [Tensor#retain] on it.
    Tensor apply(Tensor x);
}
