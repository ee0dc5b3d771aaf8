/// What things cost, measured with JMH: one question a class, the variants side by side.
@NullMarked
package org.arenagrad.benchmarks;

import org.jspecify.annotations.NullMarked;
