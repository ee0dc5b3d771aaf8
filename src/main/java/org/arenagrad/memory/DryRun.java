package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A stretch of a program that runs without memory and without arithmetic, see [Scope#dryRun]. For
/// the parts of the framework that must do something else then; programs ask [#isOn] at most.
///
/// Buffers made meanwhile have no memory, and the backend that serves computes nothing. Whatever is
/// changed of things made before (a ledger, the books of a buffer, the step count of an optimizer)
/// is put back at the end: who changes such a thing leaves the way back with [#onRollback].
public final class DryRun {
    private final ThreadMemory memory;
    private final List<Runnable> rollbacks = new ArrayList<>();
    private final Set<RefCount> remembered = new HashSet<>();
    private final List<Buffer> loose = new ArrayList<>();
    private final @Nullable Scope around;
    private long multiplications;

    private DryRun(ThreadMemory memory) {
        this.memory = memory;
        this.around = memory.scope;
    }

    /// The innermost scope that was open when the dry run of a thread began; null if there was
    /// none, or there is no dry run.
    static @Nullable Scope around(ThreadMemory memory) {
        return memory.dryRun == null ? null : memory.dryRun.around;
    }

    static MemoryPlan of(Runnable step) {
        ThreadMemory memory = ThreadMemory.current();
        if (memory.dryRun != null) {
            throw new ScopeException("dry run: one is under way on this thread already");
        }
        DryRun run = new DryRun(memory);
        run.rollbacks.add(memory.ledger.snapshot());
        memory.dryRun = run;
        try (LifetimeRecorder recorder = LifetimeRecorder.start()) {
            try (Scope _ = Scope.open("dry run")) {
                step.run();
            } finally {
                run.endWhatIsLeft();
            }
            return MemoryPlan.of(recorder.stop(), run.multiplications);
        } finally {
            memory.dryRun = null;
            run.rollbacks.reversed().forEach(Runnable::run);
        }
    }

    static @Nullable DryRun current() {
        return ThreadMemory.current().dryRun;
    }

    /// Whether this thread is in a dry run.
    public static boolean isOn() {
        return current() != null;
    }

    /// In a dry run, leaves something to be done when it is over; otherwise nothing.
    public static void onRollback(Runnable snapshot) {
        DryRun run = current();
        if (run != null) {
            run.rollbacks.add(snapshot);
        }
    }

    /// Counts multiplications of matrix products that a real run would do.
    public static void multiplied(long count) {
        DryRun run = current();
        if (run != null) {
            run.multiplications += count;
        }
    }

    /// Multiplications counted so far; 0 outside of a dry run.
    public static long multiplications() {
        DryRun run = current();
        return run == null ? 0 : run.multiplications;
    }

    /// Remembers the books of a buffer made before the run, before they change.
    void remember(RefCount books) {
        if (remembered.add(books)) {
            rollbacks.add(books.snapshot());
        }
    }

    /// Will end a buffer that no scope ends.
    void ends(Buffer buffer) {
        loose.add(buffer);
    }

    // What was made for a scope outside, or for none.
    private void endWhatIsLeft() {
        String by = "the end of the dry run";
        loose.forEach(buffer -> buffer.end(by));
        for (BufferInfo info : memory.ledger.live()) {
            if (info instanceof Buffer buffer && buffer.isDry()) {
                buffer.end(by);
            }
        }
    }

    /// Why a buffer made before the run can't end in it.
    ScopeException refusal(Buffer buffer) {
        return new ScopeException(
                "dry run: %s was made before it and really holds memory, so it can't end in it: make in the dry run what ends in it"
                        .formatted(buffer));
    }
}
