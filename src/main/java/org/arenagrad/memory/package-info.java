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
///
/// **Decision.** What is live is counted in one place, the open scopes; the ledger adds up.
///
/// **Decision.** Closing a scope closes the scopes left open inside it, and then throws. A
/// forgotten scope is thus a leak that reports itself, not one that swallows every later
/// allocation.
///
/// **Decision.** Large blocks of the pool have shared arenas, which the pool closes when memory
/// runs out. An automatic arena frees its memory only when the collector runs, and scarce native
/// memory does not make it run. Closing a shared arena takes some 50 µs (a test with thousands of
/// small blocks took a minute), so small blocks stay automatic.
///
/// **Decision.** When memory runs out on one thread, all threads give their large free blocks back,
/// so the lists of those have a lock. The lists of small blocks, which are nearly all, have none.
///
/// **Decision.** The methods that begin and commit a Flight Recorder event are not in the event's
/// class: the first use of such a class loads the recorder, which costs a tenth of a second at
/// every start.
@NullMarked
package org.arenagrad.memory;

import org.jspecify.annotations.NullMarked;
