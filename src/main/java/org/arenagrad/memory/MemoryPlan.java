package org.arenagrad.memory;

import org.arenagrad.memory.Lifetimes.Life;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What memory a stretch of a program takes: its peak, what lives at the peak, and what would lower
/// it. Made of lifetimes, predicted by [Scope#dryRun] or measured ([#of(Lifetimes)]).
public final class MemoryPlan {
    private final Lifetimes lifetimes;
    private final long multiplications;
    private final int peak;

    private MemoryPlan(Lifetimes lifetimes, long multiplications) {
        this.lifetimes = lifetimes;
        this.multiplications = multiplications;
        this.peak = lifetimes.peakMoment();
    }

    /// The plan of lifetimes that were measured.
    public static MemoryPlan of(Lifetimes lifetimes) {
        return of(lifetimes, 0);
    }

    /// A plan of a stretch that multiplies so often in its matrix products.
    public static MemoryPlan of(Lifetimes lifetimes, long multiplications) {
        return new MemoryPlan(lifetimes, multiplications);
    }

    /// The most bytes that live at once.
    public long peakBytes() {
        return lifetimes.peakBytes();
    }

    /// The part of the stretch that the peak falls into.
    public Phase peakPhase() {
        return lifetimes.phaseAt(peak);
    }

    /// What lives at the peak, the largest first.
    public List<Life> aliveAtPeak() {
        return lifetimes.aliveAt(peak).stream()
                .sorted(Comparator.comparingLong(Life::bytes).reversed())
                .toList();
    }

    /// The bytes that live at the peak, by what they are for; roles that hold nothing are left out.
    public Map<Role, Long> byRole() {
        Map<Role, Long> sums = new EnumMap<>(Role.class);
        lifetimes.aliveAt(peak).forEach(life -> sums.merge(life.role(), life.bytes(), Long::sum));
        return Collections.unmodifiableMap(sums);
    }

    /// The largest saved activation that lives at the peak: what recomputing, or a smaller batch,
    /// would lower first.
    public Optional<Life> biggestLever() {
        return aliveAtPeak().stream().filter(life -> life.role() == Role.ACTIVATION).findFirst();
    }

    /// How many multiplications the matrix products of the stretch take: the measure of what
    /// recomputing costs. 0 if the lifetimes were measured.
    public long multiplications() {
        return multiplications;
    }

    /// Whether the stretch keeps to a limit.
    public boolean fits(long bytes) {
        return peakBytes() <= bytes;
    }

    /// The lifetimes it is made of.
    public Lifetimes lifetimes() {
        return lifetimes;
    }

    /// A table: the peak, its parts by role, and the biggest lever.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "peak: %,d bytes, in the %s part%n",
                        peakBytes(),
                        peakPhase()));
        byRole().entrySet().stream()
                .sorted(Map.Entry.<Role, Long>comparingByValue().reversed())
                .forEach(
                        role ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "  %-18s %,15d  %5.1f %%%n",
                                                role.getKey(),
                                                role.getValue(),
                                                100.0 * role.getValue() / peakBytes())));
        text.append(
                biggestLever()
                        .map(
                                life ->
                                        String.format(
                                                Locale.ROOT,
                                                "biggest lever: %s %s, %,d bytes, saved by %s",
                                                life.label(),
                                                life.shape(),
                                                life.bytes(),
                                                String.join(" and ", life.savedBy())))
                        .orElse("biggest lever: none, no saved activation lives at the peak"));
        return text.toString();
    }
}
