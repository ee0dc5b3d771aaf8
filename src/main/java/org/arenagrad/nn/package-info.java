/// Layers: functions with parameters, and their initialisation.
///
/// **Invariant.** All that lives longer than a call of a layer is its parameters, made when the
/// layer is, in the scope then open. An intermediate value inside a layer ends as soon as the next
/// operation has read it, unless a node of the graph saved it or its user retained it.
///
/// Read [Layer] and [Linear] first, then [Sequential].
@NullMarked
package org.arenagrad.nn;

import org.jspecify.annotations.NullMarked;
