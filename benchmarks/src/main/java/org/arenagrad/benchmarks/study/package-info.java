/// Heap against off-heap: the benchmarks of the study that [org.arenagrad.benchmarks.Study] runs.
///
/// Each variant runs in a JVM of its own. Heap and native segments in one loop of one JVM would
/// share its profile, and then neither is measured ([AccessBenchmark] says what that costs).
@NullMarked
package org.arenagrad.benchmarks.study;

import org.jspecify.annotations.NullMarked;
