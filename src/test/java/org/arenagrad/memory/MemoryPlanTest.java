package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.memory.Lifetimes.Event;
import org.arenagrad.memory.Lifetimes.Life;
import org.arenagrad.memory.Lifetimes.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// What a plan reads out of lifetimes, which are written down here by hand.
class MemoryPlanTest {
    private static Life life(String operation, long bytes, Role role, int birth, int end) {
        return new Life(
                null, operation, "[1]", bytes, role, "step", birth, end, null, List.of(), null,
                null);
    }

    private static Life saved(@Nullable String name, long bytes, int birth, int end, String... by) {
        return new Life(
                name,
                "tanh",
                "[9]",
                bytes,
                Role.ACTIVATION,
                "step",
                birth,
                end,
                null,
                List.of(by),
                null,
                null);
    }

    /// A parameter of 100 bytes lives all along. Two activations come, the peak of 6100 bytes is
    /// reached twice, and everything goes.
    private static final Lifetimes STEP =
            new Lifetimes(
                    List.of(
                            life("w", 100, Role.PARAMETER, 0, 7),
                            saved("h", 2000, 1, 6, "tanh", "square"),
                            saved(null, 3000, 2, 7, "exp"),
                            life("sum", 1000, Role.TEMPORARY, 3, 4),
                            life("grad", 1000, Role.GRADIENT, 5, 7)),
                    List.of(
                            new Event(true, 1, 2000, 2100),
                            new Event(true, 2, 3000, 5100),
                            new Event(true, 3, 1000, 6100),
                            new Event(false, 3, 1000, 5100),
                            new Event(true, 4, 1000, 6100),
                            new Event(false, 1, 2000, 4100)),
                    List.of(new Stage(Phase.OPTIMIZER, 0), new Stage(Phase.BACKWARD, 3)),
                    100);

    @Test
    void thePeakIsTheFirstMomentWithTheMostBytes() {
        assertThat(STEP.lastMoment()).isEqualTo(6);
        assertThat(STEP.liveBytes(0)).isEqualTo(100);
        assertThat(STEP.liveBytes(6)).isEqualTo(4100);
        assertThat(STEP.peakMoment()).isEqualTo(3);
        assertThat(STEP.peakBytes()).isEqualTo(6100);
        assertThat(new Lifetimes(List.of(), List.of(), List.of(), 7).peakBytes()).isEqualTo(7);
        Lifetimes growing =
                new Lifetimes(
                        List.of(life("a", 8, Role.DATA, 1, 3), life("b", 8, Role.DATA, 2, 3)),
                        List.of(new Event(true, 0, 8, 8), new Event(true, 1, 8, 16)),
                        List.of(new Stage(Phase.FORWARD, 0)),
                        0);
        assertThat(growing.peakMoment()).as("the last").isEqualTo(2);
    }

    /// The event that leads to moment 3 still belongs to the stage before moment 3.
    @Test
    void aMomentBelongsToTheStageOfTheEventBeforeIt() {
        assertThat(STEP.phaseAt(0)).isEqualTo(Phase.OPTIMIZER);
        assertThat(STEP.phaseAt(3)).isEqualTo(Phase.OPTIMIZER);
        assertThat(STEP.phaseAt(4)).isEqualTo(Phase.BACKWARD);
    }

    @Test
    void aLifeIsFromItsBirthUpToItsEnd() {
        Life sum = STEP.lives().get(3);
        assertThat(List.of(2, 3, 4)).filteredOn(sum::isAliveAt).containsExactly(3);
        assertThat(STEP.aliveAt(5))
                .extracting(Life::label)
                .as("by name, or by operation")
                .containsExactly("w", "h", "tanh", "grad");
    }

    @Test
    void saysWhatLivesAtThePeak() {
        MemoryPlan plan = MemoryPlan.of(STEP, 12);
        assertThat(plan.lifetimes()).isSameAs(STEP);
        assertThat(plan.peakBytes()).isEqualTo(6100);
        assertThat(plan.peakPhase()).isEqualTo(Phase.OPTIMIZER);
        assertThat(plan.multiplications()).isEqualTo(12);
        assertThat(MemoryPlan.of(STEP).multiplications()).isZero();
        assertThat(plan.aliveAtPeak())
                .extracting(Life::bytes)
                .containsExactly(3000L, 2000L, 1000L, 100L);
        assertThat(plan.byRole())
                .isEqualTo(
                        Map.of(
                                Role.PARAMETER, 100L,
                                Role.ACTIVATION, 5000L,
                                Role.TEMPORARY, 1000L));
        assertThat(plan.biggestLever()).contains(STEP.lives().get(2));
        assertThat(plan.fits(6099)).isFalse();
        assertThat(plan.fits(6100)).isTrue();
    }

    @Test
    void isATable() {
        assertThat(MemoryPlan.of(STEP).toString().lines())
                .containsExactly(
                        "peak: 6,100 bytes, in the optimizer part",
                        "  saved activation             5,000   82.0 %",
                        "  temporary                    1,000   16.4 %",
                        "  parameter                      100    1.6 %",
                        "biggest lever: tanh [9], 3,000 bytes, saved by exp");
        Lifetimes bare =
                new Lifetimes(List.of(life("w", 8, Role.DATA, 0, 1)), List.of(), List.of(), 8);
        assertThat(MemoryPlan.of(bare).toString().lines())
                .containsExactly(
                        "peak: 8 bytes, in the forward part",
                        "  data                             8  100.0 %",
                        "biggest lever: none, no saved activation lives at the peak");
    }
}
