/// What becomes of measurements: files in JMH's format, tables, charts.
@NullMarked
package org.arenagrad.benchmarks.report;

import org.jspecify.annotations.NullMarked;
