package org.arenagrad.benchmarks.study;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/// The garbage collectors of the study. A benchmark's parameter cannot switch the collector, which
/// the JVM's command line does; it only says in the results which one ran, and makes sure of it.
public enum Collector {
    /// Whatever the JVM chooses by itself.
    DEFAULT("", ""),
    /// One thread, and the program stands still meanwhile.
    SERIAL("-XX:+UseSerialGC", "Copy"),
    /// Several threads, short stops; the JVM's own choice on most machines.
    G1("-XX:+UseG1GC", "G1"),
    /// Nearly all concurrently with the program.
    ZGC("-XX:+UseZGC", "ZGC");

    private final String option;
    private final String bean;

    Collector(String option, String bean) {
        this.option = option;
        this.bean = bean;
    }

    /// The option of the JVM that chooses it.
    public String option() {
        return option;
    }

    /// @throws IllegalStateException if another one collects in this JVM
    void requireInUse() {
        boolean found =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .anyMatch(name -> name.startsWith(bean));
        if (!found) {
            throw new IllegalStateException(
                    "collector=%s needs the option %s".formatted(this, option));
        }
    }
}
