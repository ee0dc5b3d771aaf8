package org.arenagrad.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Optimizers, options, groups and schedules that [OptimReferenceTest] leaves out follow PyTorch
/// for 40 steps of a small classifier: each loss, and the weights at the end. What is what is said
/// in `optimizers.py`.
@Tag("backend")
class TrajectoryTest {
    private static final int STEPS = 40;

    static Stream<Arguments> everyCaseInEveryType() {
        List<Case> cases = Reference.cases("optimizers.json");
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void followsPyTorch(Case c, DType dtype) {
        try (var life = Scope.open("life")) {
            List<Tensor> all = new ArrayList<>();
            for (JsonNode initial : c.json().get("initial")) {
                all.add(Values.of(initial).leaf(dtype));
            }
            Tensor x = Values.of(c.json().get("x")).tensor(dtype);
            Indices classes = Values.of(c.json().get("classes")).indices();
            Optimizer optimizer = optimizer(c, all);
            double rate = optimizer.learningRate();
            Schedule schedule =
                    c.hasAttr("halve") ? Schedule.step(rate, 10, 0.5) : Schedule.constant(rate);
            life.seal();

            double[] losses = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                try (var _ = Scope.open("step")) {
                    optimizer.learningRate(schedule.at(step));
                    Tensor hidden = x.matmul(all.get(0).transpose(0, 1)).add(all.get(1)).tanh();
                    Tensor out = hidden.matmul(all.get(2).transpose(0, 1)).add(all.get(3));
                    Tensor loss = Losses.crossEntropy(out, classes);
                    losses[step] = loss.item();
                    (c.hasAttr("maximize") ? loss.neg() : loss).backward();
                    optimizer.step();
                    all.forEach(Tensor::zeroGrad);
                }
            }

            try (var _ = Scope.open("compare")) {
                Reference.assertClose(
                        c + " losses",
                        Values.of(c.json().get("losses")),
                        Tensor.from(dtype, losses, STEPS));
                for (int i = 0; i < all.size(); i++) {
                    Reference.assertClose(
                            "%s parameter %s".formatted(c, i),
                            Values.of(c.json().get("final").get(i)),
                            all.get(i));
                }
            }
        }
    }

    private static Optimizer optimizer(Case c, List<Tensor> all) {
        List<ParameterGroup> groups = groups(c, all);
        double rate = number(c, "lr", Double.NaN);
        double decay = number(c, "weight_decay", 0);
        boolean up = c.hasAttr("maximize");
        return switch (c.attr("optimizer").asText()) {
            case "sgd" ->
                    SGD.ofGroups(
                            groups,
                            rate,
                            SGD.defaults()
                                    .momentum(number(c, "momentum", 0))
                                    .nesterov(c.hasAttr("nesterov"))
                                    .weightDecay(decay)
                                    .maximize(up));
            case "adam" ->
                    Adam.ofGroups(
                            groups,
                            rate,
                            Adam.defaults()
                                    .amsgrad(c.hasAttr("amsgrad"))
                                    .weightDecay(decay)
                                    .maximize(up));
            case "adamw" ->
                    AdamW.ofGroups(groups, rate, AdamW.defaults().weightDecay(decay).maximize(up));
            case "adamax" ->
                    Adamax.ofGroups(
                            groups,
                            rate,
                            Adamax.defaults()
                                    .betas(beta(c, 0, 0.9), beta(c, 1, 0.999))
                                    .eps(number(c, "eps", 1e-8))
                                    .weightDecay(decay)
                                    .maximize(up));
            case "nadam" ->
                    NAdam.ofGroups(
                            groups,
                            rate,
                            NAdam.defaults()
                                    .betas(beta(c, 0, 0.9), beta(c, 1, 0.999))
                                    .eps(number(c, "eps", 1e-8))
                                    .momentumDecay(number(c, "momentum_decay", 4e-3))
                                    .weightDecay(decay)
                                    .decoupled(c.hasAttr("decoupled_weight_decay"))
                                    .maximize(up));
            case "radam" ->
                    RAdam.ofGroups(
                            groups,
                            rate,
                            RAdam.defaults()
                                    .betas(beta(c, 0, 0.9), beta(c, 1, 0.999))
                                    .eps(number(c, "eps", 1e-8))
                                    .weightDecay(decay)
                                    .decoupled(c.hasAttr("decoupled_weight_decay"))
                                    .maximize(up));
            case "rmsprop" ->
                    RMSProp.ofGroups(
                            groups,
                            rate,
                            RMSProp.defaults()
                                    .alpha(number(c, "alpha", 0.99))
                                    .eps(number(c, "eps", 1e-8))
                                    .weightDecay(decay)
                                    .momentum(number(c, "momentum", 0))
                                    .centered(c.hasAttr("centered"))
                                    .maximize(up));
            case "adagrad" ->
                    Adagrad.ofGroups(
                            groups,
                            rate,
                            Adagrad.defaults()
                                    .weightDecay(decay)
                                    .rateDecay(number(c, "lr_decay", 0))
                                    .initialSum(number(c, "initial_accumulator_value", 0))
                                    .maximize(up));
            case "lion" ->
                    Lion.ofGroups(
                            groups,
                            rate,
                            Lion.defaults()
                                    .betas(beta(c, 0, 0.9), beta(c, 1, 0.99))
                                    .weightDecay(decay));
            case "muon" -> Muon.ofGroups(groups, rate, muon(c));
            default -> throw new IllegalArgumentException(c + " names no optimizer known here");
        };
    }

    private static Muon.Options muon(Case c) {
        Muon.Options or = Muon.defaults();
        Muon.NewtonSchulz iteration = or.orthogonalization();
        double[] coefficients =
                c.hasAttr("ns_coefficients")
                        ? c.values("ns_coefficients").data()
                        : new double[] {iteration.a(), iteration.b(), iteration.c()};
        int steps = (int) number(c, "ns_steps", iteration.steps());
        return or.momentum(number(c, "momentum", or.momentum()))
                .nesterov(!c.name().equals("muon-options"))
                .weightDecay(number(c, "weight_decay", or.weightDecay()))
                .adjustment(
                        c.hasAttr("adjust_lr_fn")
                                ? Muon.Adjustment.MATCH_RMS_ADAMW
                                : or.adjustment())
                .orthogonalization(
                        new Muon.NewtonSchulz(
                                coefficients[0],
                                coefficients[1],
                                coefficients[2],
                                steps,
                                iteration.eps()));
    }

    private static List<ParameterGroup> groups(Case c, List<Tensor> all) {
        if (c.hasAttr("matrices")) {
            return List.of(
                    ParameterGroup.of(all.stream().filter(p -> p.shape().rank() == 2).toList()));
        }
        if (!c.hasAttr("groups")) {
            return List.of(ParameterGroup.of(all));
        }
        List<ParameterGroup> groups = new ArrayList<>();
        for (JsonNode json : c.attr("groups")) {
            List<Tensor> parameters = new ArrayList<>();
            json.get("parameters").forEach(place -> parameters.add(all.get(place.asInt())));
            ParameterGroup group = ParameterGroup.of(parameters);
            if (json.has("rate_factor")) {
                group = group.rateFactor(json.get("rate_factor").asDouble());
            }
            if (json.has("weight_decay")) {
                group = group.weightDecay(json.get("weight_decay").asDouble());
            }
            groups.add(group);
        }
        return groups;
    }

    private static double beta(Case c, int which, double otherwise) {
        return c.hasAttr("betas") ? c.values("betas").data()[which] : otherwise;
    }

    private static double number(Case c, String name, double otherwise) {
        return c.hasAttr(name) ? c.attr(name).asDouble() : otherwise;
    }

    // ---- schedules

    @Test
    void schedulesAreThoseOfPyTorch() {
        Map<String, Schedule> schedules =
                Map.of(
                        "linear", Schedule.linear(0.025, 0.075, 12),
                        "polynomial", Schedule.polynomial(0.1, 25, 1.5),
                        "restarts", Schedule.cosineWithWarmRestarts(0.1, 7, 1, 0.01),
                        "restarts-growing", Schedule.cosineWithWarmRestarts(0.1, 5, 2, 0),
                        "one-cycle", Schedule.oneCycle(0.5, STEPS),
                        "one-cycle-options", Schedule.oneCycle(0.5, STEPS, 0.4, 10, 100),
                        "warm-up", Schedule.cosine(0.1, 20).warmUp(8, 0.2));
        List<Case> cases = Reference.cases("schedules.json");
        assertThat(cases).hasSameSizeAs(schedules.keySet());
        for (Case c : cases) {
            Schedule schedule = Objects.requireNonNull(schedules.get(c.name()));
            Values expected = Values.of(c.json().get("rates"));
            double[] rates = new double[expected.data().length];
            Arrays.setAll(rates, schedule::at);
            Reference.assertClose(c.name(), expected, Tensor.of(rates));
        }
    }
}
