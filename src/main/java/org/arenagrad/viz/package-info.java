/// Pictures: of the life of buffers, and of the graph behind a tensor.
///
/// ```java
/// Lifetimes step =
///         Lifetimes.of(
///                 "step",
///                 () -> {
///                     Tensor x = Tensor.of(1, 2, 3).requireGrad();
///                     x.exp().sum().backward();
///                 });
/// Files.writeString(folder.resolve("step.svg"), LifetimePicture.svg("a step", step));
/// ```
///
/// **Invariant.** A picture says nothing that is not in the lifetimes or the graph it is made of,
/// and the same ones give the same bytes. Where the boxes of a graph go is for a [GraphLayout] to
/// say, which sees sizes and connections and nothing of what is drawn in them.
///
/// Read [LifetimePicture] first, then [LifetimePage].
///
/// **Decision.** The layout of graphs is an interface (`GraphLayout`). Eclipse ELK, which
/// implements it, belongs to the examples: the framework itself stays without that dependency.
///
/// **Decision.** Time in pictures is counted in moments, not measured. The same program gives the
/// same picture, which can be tested.
@NullMarked
package org.arenagrad.viz;

import org.jspecify.annotations.NullMarked;
