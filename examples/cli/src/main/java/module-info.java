/// The command line over the framework and the example programs.
@SuppressWarnings("requires-automatic") // The jars of XChart, ELK and EMF have no descriptors.
module org.arenagrad.examples.cli {
    requires org.arenagrad;
    requires org.arenagrad.examples;
    requires org.arenagrad.natives;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires java.desktop;
    requires org.knowm.xchart;
    requires VectorGraphics2D; // What XChart draws SVG with.
    requires org.eclipse.elk.alg.layered;
    requires org.eclipse.elk.core;
    requires org.eclipse.elk.graph;
    requires org.eclipse.emf.common;
    requires com.google.common; // For ELK, which cannot ask for it itself.
    requires static org.jspecify;

    // For the fields that options go to.
    opens org.arenagrad.examples.cli to
            info.picocli;
    opens org.arenagrad.examples.cli.command to
            info.picocli;
    opens org.arenagrad.examples.cli.data to
            info.picocli;
    opens org.arenagrad.examples.cli.model to
            info.picocli;
    opens org.arenagrad.examples.cli.option to
            info.picocli;
    opens org.arenagrad.examples.cli.recipe to
            info.picocli;
    opens org.arenagrad.examples.cli.training to
            info.picocli;
}
