/// Pictures of graphs: what a layout is given, and what it says.
///
/// **Invariant.** A layout sees sizes and connections and nothing of what is drawn in them, and the
/// same input gives the same places, so that the same graph is always the same picture.
///
/// Read [GraphLayout] first.
@NullMarked
package org.arenagrad.viz;

import org.jspecify.annotations.NullMarked;
