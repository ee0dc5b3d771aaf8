package org.arenagrad.examples.cli.console;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Ctrl-C does while something runs that should end in good order: it asks it to stop, and
/// keeps the process until it has, or for a minute.
///
/// A signal makes the JVM run its shutdown hooks concurrently with all other threads, and end when
/// they return.
public final class Interruption implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private @Nullable Runnable stop;

    private Interruption() {}

    /// Watches from now on.
    public static Interruption watching() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// What asks for the end, from another thread. Until there is something to ask, the process
    /// ends at once.
    public synchronized void asks(Runnable toStop) {
        stop = toStop;
    }

    private void interrupt() {
        Runnable asked;
        synchronized (this) {
            asked = stop;
        }
        if (asked != null) {
            asked.run();
            await();
        }
    }

    private void await() {
        try {
            boolean inTime = ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("arenagrad: the step under way takes too long, giving it up");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says that all is in good order.
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is running: that is what it is there for.
        }
    }
}
