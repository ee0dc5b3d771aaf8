package org.arenagrad.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// The account of one thread's buffers, to the byte.
///
/// Bytes are those the buffers were asked to hold, without the slack of the blocks beneath. Buffers
/// made with no scope open are the garbage collector's and counted apart ([#managedBytes]), since
/// nobody knows their end beforehand.
///
/// What lives is not counted here: it is what lives in the open scopes, so the two cannot differ,
/// whatever was thrown in the middle of an allocation.
public final class Ledger {
    /// How many buffers an error names.
    private static final int LARGEST = 5;

    private final ThreadMemory memory;
    private long peakBytes;
    private long made;

    // Collected on the cleaner's thread, hence atomic.
    private final AtomicLong managedBytes = new AtomicLong();
    private long managedMade;

    private long steps;

    Ledger(ThreadMemory memory) {
        this.memory = memory;
    }

    /// The ledger of the calling thread.
    public static Ledger current() {
        return ThreadMemory.current().ledger;
    }

    /// Bytes in buffers that live now.
    public long liveBytes() {
        long bytes = 0;
        for (Scope scope = memory.scope; scope != null; scope = scope.parent()) {
            bytes += scope.liveBytes();
        }
        return bytes;
    }

    private long liveBuffers() {
        long buffers = 0;
        for (Scope scope = memory.scope; scope != null; scope = scope.parent()) {
            buffers += scope.liveBuffers();
        }
        return buffers;
    }

    /// The most bytes that ever lived at once, since the thread began or since [#resetPeak].
    public long peakBytes() {
        return peakBytes;
    }

    /// Starts looking for the peak anew, from what lives now.
    ///
    /// @throws ScopeException on another thread than the ledger's
    public void resetPeak() {
        memory.requireThread("reset the peak of", "the ledger");
        peakBytes = liveBytes();
    }

    /// How many buffers were made so far.
    public long made() {
        return made;
    }

    /// How many buffers have ended so far.
    public long ended() {
        return made - liveBuffers();
    }

    /// Bytes in buffers that were made with no scope open and that the garbage collector has not
    /// collected yet.
    public long managedBytes() {
        return managedBytes.get();
    }

    /// How many steps optimizers have made.
    public long steps() {
        return steps;
    }

    /// How many buffers were made with no scope open.
    public long managedMade() {
        return managedMade;
    }

    /// Bytes the thread's pool holds, lent or free: what the system sees, slack included. A virtual
    /// thread has a pool only while a scope is open, and leaves it to the next one then.
    public long reservedBytes() {
        return memory.reservedBytes();
    }

    /// The buffers that live now, those of outer scopes first, oldest first.
    ///
    /// @throws ScopeException on another thread than the ledger's
    public List<BufferInfo> live() {
        memory.requireThread("list the buffers of", "the ledger");
        List<BufferInfo> all = new ArrayList<>();
        for (Scope scope = memory.scope; scope != null; scope = scope.parent()) {
            all.addAll(0, scope.buffers());
        }
        return all;
    }

    /// Lets a listener hear of this thread's buffers from now on, after those who listen already.
    ///
    /// @return what ends that
    /// @throws ScopeException on another thread than the ledger's
    public MemoryListener.Registration listen(MemoryListener listener) {
        Objects.requireNonNull(listener, "listen: the listener is null");
        memory.requireThread("listen to", "the ledger");
        MemoryListener before = memory.listener;
        memory.listener = before == null ? listener : new Listeners(before, listener);
        return () -> {
            memory.requireThread("stop listening to", "the ledger");
            memory.listener = Listeners.without(memory.listener, listener);
        };
    }

    /// Says which part of a training step begins: for the framework, where one does.
    ///
    /// @return the part that was under way, to be entered again at the end of this one
    /// @throws ScopeException on another thread than the ledger's
    public Phase enter(Phase phase) {
        memory.requireThread("enter a phase in", "the ledger");
        Phase before = memory.phase;
        if (before != phase) {
            memory.phase = phase;
            steps += phase == Phase.OPTIMIZER ? 1 : 0;
            boolean told = false;
            try {
                memory.tell(listener -> listener.entered(phase));
                told = true;
            } finally {
                if (!told) {
                    // The caller does not begin that part after all.
                    memory.phase = before;
                }
            }
        }
        return before;
    }

    /// The part of a training step that the thread is in.
    public Phase phase() {
        return memory.phase;
    }

    /// The largest buffers that live now, in a sentence that begins with a blank; nothing if none
    /// lives.
    String largest() {
        String largest =
                live().stream()
                        .sorted(Comparator.comparingLong(BufferInfo::byteSize).reversed())
                        .limit(LARGEST)
                        .map(b -> "%s %s bytes%s".formatted(b, b.byteSize(), madeAt(b)))
                        .collect(Collectors.joining("; "));
        return largest.isEmpty() ? "" : " The largest that live now: " + largest;
    }

    private static String madeAt(BufferInfo buffer) {
        return buffer.madeAt() == null ? "" : ", made at " + buffer.madeAt();
    }

    /// What puts the account back to where it stands now.
    Runnable snapshot() {
        long peak = peakBytes;
        long madeBefore = made;
        long stepsBefore = steps;
        return () -> {
            steps = stepsBefore;
            peakBytes = peak;
            made = madeBefore;
        };
    }

    /// One line: `peak 81920 bytes, 12 buffers made, 12 ended, 0 bytes live`, and what the garbage
    /// collector manages.
    @Override
    public String toString() {
        String line =
                "peak %s bytes, %s buffers made, %s ended, %s bytes live"
                        .formatted(peakBytes, made, ended(), liveBytes());
        return managedMade == 0
                ? line
                : "%s, %s buffers made with no scope open and left to the garbage collector (%s bytes not collected yet)"
                        .formatted(line, managedMade, managedBytes());
    }

    /// The number of a new buffer.
    long next() {
        made++;
        return made;
    }

    /// Notes the peak: something has come to live.
    void grown() {
        peakBytes = Math.max(peakBytes, liveBytes());
    }

    /// Counts a buffer of the garbage collector's.
    ///
    /// @return what must run when it is collected
    Runnable beginManaged(long bytes) {
        managedMade++;
        managedBytes.addAndGet(bytes);
        // Must not hold the buffer, or it would never be collected; the counter is all it needs.
        AtomicLong counter = managedBytes;
        return () -> counter.addAndGet(-bytes);
    }
}
