/// Short programs to read, and the command line over them.
module org.arenagrad.examples {
    requires org.arenagrad;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires static org.jspecify;

    opens org.arenagrad.examples to
            info.picocli;
}
