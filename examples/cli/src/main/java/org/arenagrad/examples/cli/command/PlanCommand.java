package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.Example;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.ExampleOptions;
import org.arenagrad.examples.cli.option.OptimizerOption;
import org.arenagrad.examples.cli.profile.StepPlan;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.memory.MemoryPlan;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `arenagrad plan NAME`: what memory a step of an [Example] will take, before any is taken; and
/// what would lower it, at what price.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Predicts the memory of a training step, to the byte, without allocating any.",
            "Says what the peak consists of, and what would lower it at what cost."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad plan digits --batch-size 4096",
            "  arenagrad plan spiral --limit 350000",
            "  arenagrad plan digits --checkpoint 2 --measure"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final int MOST_BLOCKS = 8;

    private final PrintStream out;

    @Mixin private ExampleOptions options = new ExampleOptions();

    @Mixin private OptimizerOption optimizer = new OptimizerOption();

    @Option(
            names = "--limit",
            paramLabel = "BYTES",
            description = "A budget: whether the step keeps to it, and which batch would.")
    private @Nullable Long limit;

    @Option(
            names = "--measure",
            description = "Also runs the step for real, and says what it took.")
    private boolean measure;

    /// The command, writing to a terminal.
    public PlanCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public Integer call() {
        Example example = options.planned();
        Settings settings = optimizer.in(options.settings());
        if (limit != null) {
            options.require(limit > 0, "--limit", limit);
        }
        options.useBackend();

        StepPlan plan = StepPlan.predicted(example, settings);
        out.printf(Locale.ROOT, "%s: %s%n", example.name(), example.summary());
        out.printf(Locale.ROOT, "a step of %,d rows, %s%n", plan.rows(), settings.ofOneStep());
        out.printf(Locale.ROOT, "%s%n", plan.memory());
        example.use(settings).ifPresent(this::use);
        recomputing(example, settings, plan.memory());
        halfTheBatch(example, settings, plan);
        if (limit != null) {
            budget(example, settings, plan, limit);
        }
        if (measure) {
            long peak = StepPlan.measured(example, settings).memory().peakBytes();
            out.printf(
                    Locale.ROOT,
                    "measured: %,d bytes, %s%n",
                    peak,
                    peak == plan.memory().peakBytes() ? "as predicted" : "NOT as predicted");
        }
        return 0;
    }

    /// What a trained model takes that nobody trains.
    private void use(Runnable use) {
        MemoryPlan memory = Scope.dryRun(use);
        out.printf(
                Locale.ROOT,
                "to generate with a full context: peak %,d bytes (%s)%n",
                memory.peakBytes(),
                Format.bytes(memory.peakBytes()));
    }

    /// What recomputing saves and costs: as it was asked for, or else in the best number of blocks.
    private void recomputing(Example example, Settings settings, MemoryPlan memory) {
        if (settings.blocks() > 0) {
            MemoryPlan saving = StepPlan.predicted(example, settings.withBlocks(0)).memory();
            out.printf(
                    Locale.ROOT,
                    "recomputing in --checkpoint %d blocks: %s%n",
                    settings.blocks(),
                    change(saving, memory));
            return;
        }
        int best = 0;
        MemoryPlan lowest = memory;
        for (int blocks = 1; blocks <= MOST_BLOCKS; blocks++) {
            MemoryPlan other = StepPlan.predicted(example, settings.withBlocks(blocks)).memory();
            if (other.peakBytes() < lowest.peakBytes()) {
                best = blocks;
                lowest = other;
            }
        }
        out.printf(
                Locale.ROOT,
                "recomputing layers: %s%n",
                best == 0
                        ? "saves nothing here"
                        : "--checkpoint %d, %s".formatted(best, change(memory, lowest)));
    }

    private void halfTheBatch(Example example, Settings settings, StepPlan plan) {
        if (plan.rows() > 1) {
            int half = Math.ceilDiv(plan.rows(), 2);
            MemoryPlan other = StepPlan.predicted(example, settings.withBatchSize(half)).memory();
            out.printf(
                    Locale.ROOT,
                    "half the batch: --batch-size %d, peak %,d bytes (%s), twice as many steps%n",
                    half,
                    other.peakBytes(),
                    percent(plan.memory().peakBytes(), other.peakBytes()));
        }
    }

    private void budget(Example example, Settings settings, StepPlan plan, long bytes) {
        long free = bytes - plan.memory().peakBytes();
        if (plan.memory().fits(bytes)) {
            out.printf(
                    Locale.ROOT, "limit of %,d bytes: kept, %,d bytes are to spare%n", bytes, free);
            return;
        }
        // The largest batch that fits lies between one that does and one that does not.
        int fits = 0;
        int exceeds = plan.rows();
        while (exceeds - fits > 1) {
            int rows = (fits + exceeds) >>> 1;
            boolean kept =
                    StepPlan.predicted(example, settings.withBatchSize(rows)).memory().fits(bytes);
            fits = kept ? rows : fits;
            exceeds = kept ? exceeds : rows;
        }
        out.printf(
                Locale.ROOT,
                "limit of %,d bytes: exceeded by %,d; %s%n",
                bytes,
                -free,
                fits == 0
                        ? "no batch is small enough"
                        : "--batch-size %d keeps to it, with %.1f times as many steps"
                                .formatted(fits, (double) plan.rows() / fits));
    }

    private static String change(MemoryPlan from, MemoryPlan to) {
        return String.format(
                Locale.ROOT,
                "peak %,d bytes (%s), multiplications %s",
                to.peakBytes(),
                percent(from.peakBytes(), to.peakBytes()),
                percent(from.multiplications(), to.multiplications()));
    }

    private static String percent(long from, long to) {
        return String.format(Locale.ROOT, "%+.1f %%", 100.0 * (to - from) / Math.max(1, from));
    }
}
