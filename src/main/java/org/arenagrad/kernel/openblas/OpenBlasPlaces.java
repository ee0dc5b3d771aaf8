package org.arenagrad.kernel.openblas;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// How many threads may be inside OpenBLAS at once: as many as it has working memory for.
///
/// OpenBLAS keeps a piece of working memory for each thread that multiplies at the same time, and
/// takes another when there is one more than ever before. If the system refuses that, OpenBLAS
/// *ends the process*. So it gets all it will ever need when it is loaded ([OpenBlasLibrary]), and
/// a thread that finds every place taken waits. There is a place for each processor, so waiting
/// costs no time that computing would not.
public final class OpenBlasPlaces {
    private static final int SPINS = 1000;
    private static final long PAUSE_NANOS = 20_000;

    // Up to 2.6 ms, what a system lets a thread run at a time.
    private static final int DOUBLINGS = 7;

    private final List<Place> places;

    /// @param working how many pieces of working memory OpenBLAS has
    OpenBlasPlaces(int working) {
        places = Stream.generate(Place::new).limit(working).toList();
    }

    /// The right to call OpenBLAS, until [Place#taken] is set to false.
    Place take() {
        // Threads begin at different places, so that they seldom look at the same one.
        int first = (int) (Thread.currentThread().threadId() % places.size());
        for (int looks = 0; ; looks++) {
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get((first + i) % places.size());
                if (place.take()) {
                    return place;
                }
            }
            pause(looks);
        }
    }

    /// Longer each time: of many threads that look often, those that compute would get no
    /// processor.
    private static void pause(int looks) {
        if (looks < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS << Math.min(looks - SPINS, DOUBLINGS));
        }
    }

    /// One place. It is given back by writing a field, not by a call: so it is given back even if
    /// the stack is exhausted, and no other thread waits for ever.
    static final class Place {
        /// Whether a thread is in OpenBLAS by this right; only that thread sets it to false.
        volatile boolean taken;

        private boolean take() {
            if (taken) {
                return false;
            }
            synchronized (this) {
                // Only a free place is written to: its owner may give it back at any moment, and a
                // late "taken" would take it for ever.
                if (taken) {
                    return false;
                }
                taken = true;
                return true;
            }
        }
    }
}
