package org.arenagrad.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A small classifier, trained by every optimizer for 40 steps, follows PyTorch's trajectory: each
/// loss, each learning rate, and the weights at the end.
@Tag("backend")
class OptimReferenceTest {
    private static final int CASES = 14;

    /// Those of optim-more.json.
    private static final int MORE_CASES = 12;

    private static final int STEPS = 40;

    private static int ran;

    static Stream<Arguments> everyCaseInEveryType() {
        List<Case> cases = new ArrayList<>(Reference.cases("optim.json"));
        cases.addAll(Reference.cases("optim-more.json"));
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void followsPyTorch(Case c, DType dtype) {
        try (var life = Scope.open("life")) {
            Tensor[] initial = new Tensor[4];
            for (int i = 0; i < initial.length; i++) {
                initial[i] = Values.of(c.json().get("initial").get(i)).tensor(dtype);
            }
            var model =
                    Sequential.of(
                            Linear.of(initial[0], initial[1]),
                            Activations.tanh(),
                            Linear.of(initial[2], initial[3]));
            var optimizer = optimizer(c, model.parameters());
            var schedule = schedule(c);
            Tensor x = Values.of(c.json().get("x")).tensor(dtype);
            Indices classes = Values.of(c.json().get("classes")).indices();
            life.seal();

            double[] losses = new double[STEPS];
            double[] rates = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                try (var _ = Scope.open("step")) {
                    optimizer.learningRate(schedule.at(step));
                    rates[step] = optimizer.learningRate();
                    Tensor loss = Losses.crossEntropy(model.apply(x), classes);
                    losses[step] = loss.item();
                    loss.backward();
                    if (c.hasAttr("clip_grad_norm")) {
                        Clip.gradNorm(model.parameters(), c.attr("clip_grad_norm").asDouble());
                    }
                    if (c.hasAttr("clip_grad_value")) {
                        Clip.gradValue(model.parameters(), c.attr("clip_grad_value").asDouble());
                    }
                    if (c.hasAttr("skip_second") && step % 3 != 1) {
                        initial[2].zeroGrad();
                    }
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            try (var _ = Scope.open("compare")) {
                compare(c, dtype, "learning rates", c.json().get("lrs"), rates);
                compare(c, dtype, "losses", c.json().get("losses"), losses);
                for (int i = 0; i < initial.length; i++) {
                    Reference.assertClose(
                            "%s parameter %s".formatted(c, i),
                            Values.of(c.json().get("final").get(i)),
                            initial[i]);
                }
            }
        }
        ran++;
    }

    @AfterAll
    static void allOfThemRan() {
        System.out.printf(
                "optim.json and optim-more.json: %d cases passed in each of %s on backend %s%n",
                ran / DType.values().length, Arrays.toString(DType.values()), Backend.name());
        assertThat(ran).isEqualTo((CASES + MORE_CASES) * DType.values().length);
    }

    private static void compare(
            Case c, DType dtype, String what, JsonNode expected, double[] actual) {
        Reference.assertClose(
                c + " " + what, Values.of(expected), Tensor.from(dtype, actual, STEPS));
    }

    private static Optimizer optimizer(Case c, List<Tensor> parameters) {
        double rate = c.attr("lr").asDouble();
        return switch (c.attr("optimizer").asText()) {
            case "sgd" ->
                    SGD.of(
                            parameters,
                            rate,
                            SGD.defaults()
                                    .momentum(number(c, "momentum", 0))
                                    .dampening(number(c, "dampening", 0))
                                    .nesterov(c.hasAttr("nesterov"))
                                    .weightDecay(number(c, "weight_decay", 0)));
            case "adam" -> Adam.of(parameters, rate, options(c, Adam.defaults()));
            case "adamw" -> AdamW.of(parameters, rate, options(c, AdamW.defaults()));
            case "rmsprop" -> {
                RMSProp.Options or = RMSProp.defaults();
                yield RMSProp.of(
                        parameters,
                        rate,
                        or.alpha(number(c, "alpha", or.alpha()))
                                .eps(number(c, "eps", or.eps()))
                                .weightDecay(number(c, "weight_decay", or.weightDecay())));
            }
            case "adagrad" -> {
                Adagrad.Options or = Adagrad.defaults();
                yield Adagrad.of(
                        parameters,
                        rate,
                        or.eps(number(c, "eps", or.eps()))
                                .weightDecay(number(c, "weight_decay", or.weightDecay())));
            }
            default -> throw new IllegalArgumentException(c + " names no optimizer known here");
        };
    }

    private static Adam.Options options(Case c, Adam.Options or) {
        double[] betas =
                c.hasAttr("betas")
                        ? c.values("betas").data()
                        : new double[] {or.beta1(), or.beta2()};
        return or.betas(betas[0], betas[1])
                .eps(number(c, "eps", or.eps()))
                .weightDecay(number(c, "weight_decay", or.weightDecay()))
                .amsgrad(c.hasAttr("amsgrad"));
    }

    private static Schedule schedule(Case c) {
        double rate = c.attr("lr").asDouble();
        if (!c.hasAttr("scheduler")) {
            return Schedule.constant(rate);
        }
        return switch (c.attr("scheduler").asText()) {
            case "step" ->
                    Schedule.step(rate, c.attr("step_size").asInt(), c.attr("gamma").asDouble());
            case "exponential" -> Schedule.exponential(rate, c.attr("gamma").asDouble());
            case "cosine" -> Schedule.cosine(rate, c.attr("t_max").asInt());
            default -> throw new IllegalArgumentException(c + " names no schedule known here");
        };
    }

    private static double number(Case c, String name, double otherwise) {
        return c.hasAttr(name) ? c.attr(name).asDouble() : otherwise;
    }
}
