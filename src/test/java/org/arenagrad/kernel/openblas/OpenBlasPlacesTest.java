package org.arenagrad.kernel.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// No more threads are inside than there are places, and no place is lost.
class OpenBlasPlacesTest {
    /// Many more threads than places, which take and give back as fast as they can: the moment in
    /// which one gives back while another tries to take comes thousands of times. A lost place
    /// would let everybody wait for ever.
    @Test
    void everyPlaceIsGivenBackHoweverManyWait() throws Exception {
        OpenBlasPlaces places = new OpenBlasPlaces(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger times = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                threads.execute(
                        () -> {
                            for (int t = 0; t < 20_000; t++) {
                                OpenBlasPlaces.Place place = places.take();
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                times.incrementAndGet();
                                inside.decrementAndGet();
                                place.taken = false;
                            }
                        });
            }
        }
        assertThat(times.get()).isEqualTo(16 * 20_000);
        assertThat(most.get()).isBetween(1, 2);
        assertThat(places.take()).isNotSameAs(places.take());
    }
}
