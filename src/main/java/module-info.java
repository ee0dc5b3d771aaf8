/// A deep-learning framework whose tensors live outside the Java heap, written to be read.
module org.arenagrad {
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;
    requires jdk.jfr;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires org.arenagrad.natives;
    requires org.arenagrad.bindings;

    exports org.arenagrad.memory;
    exports org.arenagrad.array;
    exports org.arenagrad.autograd;
    exports org.arenagrad.nn;
    exports org.arenagrad.loss;
    exports org.arenagrad.optim;
    exports org.arenagrad.data;
    exports org.arenagrad.io;
    exports org.arenagrad.text;
    exports org.arenagrad.train;
    exports org.arenagrad.viz;
}
