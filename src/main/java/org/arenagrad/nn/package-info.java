/// Layers: functions with parameters, and their initialisation.
///
/// ```java
/// try (var life = Scope.open("life")) {
///     var rng = Rng.seed(1);
///     var model = Sequential.of(Linear.of(2, 8, rng), Activations.relu(), Linear.of(8, 3, rng));
///     assert model.parameters().size() == 4; // a weight and a bias each
///     try (var step = Scope.open("step")) {
///         Tensor scores = model.apply(Tensor.randn(rng, 5, 2)); // what came between has ended
///         assert scores.shape().equals(Shape.of(5, 3));
///     }
/// }
/// ```
///
/// **Invariant.** All that lives longer than a call of a layer is its parameters, made when the
/// layer is, in the scope then open. An intermediate value inside a layer ends as soon as the next
/// operation has read it, unless a node of the graph saved it or its user retained it.
///
/// Read [Layer] and [Linear] first, then [Sequential].
@NullMarked
package org.arenagrad.nn;

import org.jspecify.annotations.NullMarked;
