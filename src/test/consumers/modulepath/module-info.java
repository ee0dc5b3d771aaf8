/// One line is all it takes.
module consumer {
    requires org.arenagrad;
}
