package org.arenagrad.examples.show;

import java.io.PrintStream;

/// Prints what a [Program] has to say, in lines that fit a terminal.
public final class Narrator {
    private static final int WIDTH = 96;
    private static final String INDENT = "  ";

    private final PrintStream out;

    private Narrator(PrintStream out) {
        this.out = out;
    }

    /// Runs a program, after a line with its name and what it shows.
    public static void run(Program program, PrintStream out) {
        out.println(program.name() + ": " + program.summary());
        program.run(new Narrator(out));
    }

    /// Of a mistake: what the program does wrong.
    public void wrong(String text) {
        section("What is wrong here:", text);
    }

    /// Of a mistake: the error as Java prints it, but for the line breaks.
    public void error(RuntimeException error) {
        section("The error:", error.toString());
    }

    /// Of a mistake: what to do instead.
    public void instead(String text) {
        section("What to do instead:", text);
    }

    /// A paragraph of its own.
    public void says(String text) {
        out.println();
        fill("", text);
    }

    /// Something that the program has just found out, below the paragraph it belongs to.
    public void shows(String text) {
        fill(INDENT, "-> " + text);
    }

    private void section(String heading, String text) {
        out.println();
        out.println(heading);
        fill(INDENT, text);
    }

    private void fill(String indent, String text) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > indent.length() && line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line.setLength(indent.length());
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
