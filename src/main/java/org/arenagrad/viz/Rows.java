package org.arenagrad.viz;

import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Life;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Puts bars into rows, as a player puts blocks: the longest first, each as low as it fits.
///
/// So what lives all the time is the floor, and what a layer saves in forward lies above what the
/// layer before it saved, because it ends sooner: forward climbs and backward descends.
final class Rows {
    private final List<Bar> bars = new ArrayList<>();
    private final List<List<Bar>> rows = new ArrayList<>();
    private final int floor;

    private Rows(Lifetimes lifetimes, TimeAxis time) {
        List<Life> lives = lifetimes.lives();
        List<Bar> all =
                IntStream.range(0, lives.size())
                        .mapToObj(place -> Bar.of(place, lives.get(place), time))
                        .toList();
        Comparator<Bar> byRole = Comparator.comparing(bar -> Paint.of(bar.life().role()));
        List<Bar> lasting = all.stream().filter(bar -> livesAllTheTime(bar, time)).toList();
        lasting.stream().sorted(byRole).forEach(this::put);
        floor = rows.size();

        Comparator<Bar> shortest =
                Comparator.comparingInt(bar -> bar.life().end() - bar.life().birth());
        all.stream()
                .filter(bar -> !livesAllTheTime(bar, time))
                .sorted(shortest.reversed())
                .forEach(this::put);
        bars.sort(Comparator.comparingInt(Bar::place));
    }

    static Rows of(Lifetimes lifetimes, TimeAxis time) {
        return new Rows(lifetimes, time);
    }

    private static boolean livesAllTheTime(Bar bar, TimeAxis time) {
        return bar.life().birth() == 0 && bar.life().end() == time.moments();
    }

    private void put(Bar bar) {
        int row = 0;
        while (row < rows.size() && rows.get(row).stream().anyMatch(bar::overlaps)) {
            row++;
        }
        if (row == rows.size()) {
            rows.add(new ArrayList<>());
        }
        Bar placed = bar.inRow(row);
        rows.get(row).add(placed);
        bars.add(placed);
    }

    /// One bar for each life, in the order of the lives.
    List<Bar> bars() {
        return bars;
    }

    int count() {
        return rows.size();
    }

    /// How many rows, from the bottom, belong to what lives all the time.
    int floor() {
        return floor;
    }
}
