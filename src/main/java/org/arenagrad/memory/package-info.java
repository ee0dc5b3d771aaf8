/// Native memory with known ends: scopes, buffers, the pool of blocks beneath them and the ledger
/// that counts them.
///
/// ```java
/// MemorySegment leaked;
/// try (var life = Scope.open("life").limit(1_000_000)) { // a budget, held to the byte
///     var values = life.allocate(800, "zeros", "[100]"); // ends with the scope
///     leaked = values.segment();
///     leaked.set(ValueLayout.JAVA_DOUBLE, 0, 42.0);
/// }
/// assert !leaked.scope().isAlive(); // from here on the JVM itself refuses every access
/// ```
///
/// **Invariant.** Every [Buffer] made while a [Scope] is open belongs to exactly one scope and has
/// an arena of its own; when it ends, that arena is closed, so the JVM refuses every later access,
/// also through a raw segment that leaked out. The block of memory underneath goes back to the pool
/// of its thread, which is why ending and beginning a buffer costs nanoseconds and a steady state
/// asks the system for nothing.
///
/// What happens can be watched ([MemoryListener]), written down ([Lifetimes]), predicted
/// ([Scope#dryRun], [MemoryPlan]) and limited ([Scope#limit]). The JDK's Flight Recorder gets
/// events `arenagrad.*`. With `-Darenagrad.debug=poison`, buffers are filled with NaN and guarded
/// by red zones; with `-Darenagrad.trace=true`, errors say where a tensor was made and ended.
///
/// Every name here is about *when* memory ends. What lies in it is the business of the packages
/// below.
@NullMarked
package org.arenagrad.memory;

import org.jspecify.annotations.NullMarked;
