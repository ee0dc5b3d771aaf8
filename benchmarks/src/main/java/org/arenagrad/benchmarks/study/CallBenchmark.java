package org.arenagrad.benchmarks.study;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// What does it cost to get into native code and back? `abs` does next to nothing, in Java and in
/// the C library.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Forked.NATIVE_ACCESS, Forked.HEAP})
public class CallBenchmark {
    private int number = -42;

    /// In Java, compiled into the caller: no call is left.
    @Benchmark
    public int javaInlined() {
        return Math.abs(number);
    }

    /// In Java, really called.
    @Benchmark
    public int javaCalled() {
        return called(number);
    }

    /// In C: the thread tells the JVM that it leaves, and asks when it comes back.
    @Benchmark
    public int downcall() {
        return CLibrary.abs(number);
    }

    /// In C, without telling: no collection can begin until it is back.
    @Benchmark
    public int criticalDowncall() {
        return CLibrary.criticalAbs(number);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static int called(int x) {
        return Math.abs(x);
    }
}
