package org.arenagrad.examples.cli.console;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;

import java.io.PrintStream;

/// The line of a terminal that a progress bar is drawn on again and again. What is left there of a
/// longer line before is erased, and of what somebody typed.
public final class BarConsole extends ConsoleProgressBarConsumer {
    /// Erases what stands behind the cursor (ECMA-48, EL).
    private static final String ERASE = "\u001b[K";

    private final PrintStream out;
    private boolean closed;

    /// A console that draws on this stream.
    public BarConsole(PrintStream out) {
        super(out);
        this.out = out;
    }

    @Override
    public synchronized void accept(String line) {
        if (!closed) {
            super.accept(line);
            out.print(ERASE);
        }
    }

    /// Ends the line. The bar may be drawn, and closed, once more by its thread: that would be
    /// another line.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            super.close();
        }
    }
}
