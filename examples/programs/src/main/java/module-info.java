/// Short programs to read. The command line runs them; nobody else depends on them.
@SuppressWarnings("module") // The command line is compiled later.
module org.arenagrad.examples {
    requires org.arenagrad;
    requires static org.jspecify;

    exports org.arenagrad.examples to
            org.arenagrad.examples.cli;
    exports org.arenagrad.examples.loop to
            org.arenagrad.examples.cli;
    exports org.arenagrad.examples.mistakes to
            org.arenagrad.examples.cli;
    exports org.arenagrad.examples.show to
            org.arenagrad.examples.cli;
    exports org.arenagrad.examples.tour to
            org.arenagrad.examples.cli;
}
