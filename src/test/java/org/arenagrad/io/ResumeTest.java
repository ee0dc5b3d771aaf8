package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adagrad;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Adamax;
import org.arenagrad.optim.Lion;
import org.arenagrad.optim.Momentum;
import org.arenagrad.optim.Muon;
import org.arenagrad.optim.NAdam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.ParameterGroup;
import org.arenagrad.optim.RAdam;
import org.arenagrad.optim.RMSProp;
import org.arenagrad.optim.SGD;
import org.arenagrad.optim.Schedule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// A run that was stopped and resumed from its file goes on bit for bit as the one that was not,
/// whatever the optimizer.
class ResumeTest {
    private static final Schedule RATES = Schedule.cosine(0.05, 20);

    @TempDir private Path folder;

    static Stream<Arguments> optimizers() {
        Map<String, Function<List<Tensor>, Optimizer>> all = new LinkedHashMap<>();
        all.put("SGD", p -> SGD.of(p, 0.05));
        all.put("momentum", p -> Momentum.of(p, 0.05));
        all.put(
                "dampened",
                p ->
                        SGD.of(
                                p,
                                0.05,
                                SGD.defaults().momentum(0.8).dampening(0.3).weightDecay(0.01)));
        all.put("Nesterov", p -> SGD.of(p, 0.05, SGD.defaults().momentum(0.9).nesterov(true)));
        all.put("Adam", p -> Adam.of(p, 0.05));
        all.put(
                "AMSGrad",
                p -> Adam.of(p, 0.05, Adam.defaults().amsgrad(true).betas(0.8, 0.95).eps(1e-6)));
        all.put("AdamW", p -> AdamW.of(p, 0.05));
        all.put("RMSProp", p -> RMSProp.of(p, 0.05, RMSProp.defaults().alpha(0.9)));
        all.put("Adagrad", p -> Adagrad.of(p, 0.05, Adagrad.defaults().weightDecay(0.001)));
        all.put("Adamax", p -> Adamax.of(p, 0.05));
        all.put("NAdam", p -> NAdam.of(p, 0.05));
        all.put("RAdam", p -> RAdam.of(p, 0.05, RAdam.defaults().betas(0.9, 0.8)));
        all.put(
                "RMSProp, centered",
                p -> RMSProp.of(p, 0.05, RMSProp.defaults().centered(true).momentum(0.5)));
        all.put(
                "Adagrad, decaying",
                p -> Adagrad.of(p, 0.05, Adagrad.defaults().rateDecay(0.1).initialSum(0.5)));
        all.put("Lion", p -> Lion.of(p, 0.05));
        all.put(
                "Muon and AdamW",
                p -> Muon.of(p, 0.05, Muon.defaults().others(Adam.defaults().betas(0.8, 0.9))));
        all.put(
                "Muon and groups",
                p ->
                        Muon.ofGroups(
                                List.of(
                                        ParameterGroup.of(matrices(p, 8)).rateFactor(0.5),
                                        ParameterGroup.of(matrices(p, 1)).weightDecay(0.3)),
                                0.05,
                                Muon.defaults().adjustment(Muon.Adjustment.MATCH_RMS_ADAMW)));
        all.put(
                "groups",
                p ->
                        AdamW.ofGroups(
                                List.of(
                                        ParameterGroup.of(p.subList(2, 4)).rateFactor(0.3),
                                        ParameterGroup.of(p.subList(0, 2)).weightDecay(0.7)),
                                0.05,
                                AdamW.defaults().weightDecay(0.2).maximize(true)));
        return all.entrySet().stream()
                .flatMap(
                        each ->
                                Arrays.stream(DType.values())
                                        .map(
                                                dtype ->
                                                        Arguments.of(
                                                                each.getKey(),
                                                                dtype,
                                                                each.getValue())));
    }

    private static List<Tensor> matrices(List<Tensor> all, int rows) {
        return all.stream()
                .filter(p -> p.shape().rank() == 2 && p.shape().size(0) == rows)
                .toList();
    }

    private static Sequential model(DType dtype, Rng rng) {
        return Sequential.of(
                Linear.of(3, 8, dtype, rng),
                Activations.tanh(),
                Dropout.of(0.3, rng),
                Linear.of(8, 1, dtype, rng));
    }

    /// Steps on random data, so that the generator's state matters twice: for it and for dropout.
    private static void train(Sequential model, Optimizer optimizer, Rng rng, int from, int to) {
        DType dtype = model.parameters().getFirst().dtype();
        for (int step = from; step < to; step++) {
            try (var _ = Scope.open("step")) {
                optimizer.learningRate(RATES.at(step));
                Tensor x = Tensor.randn(dtype, rng, 7, 3);
                Tensor y = x.sum(1).unsqueeze(1);
                Losses.mseLoss(model.apply(x), y).backward();
                optimizer.step();
                optimizer.zeroGrad();
            }
        }
    }

    private static List<double[]> weights(Sequential model) {
        return model.parameters().stream().map(Tensor::toArray).toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("optimizers")
    void goesOnAsIfNothingHadHappened(
            String name, DType dtype, Function<List<Tensor>, Optimizer> kind) throws IOException {
        Path path = folder.resolve(name + ".safetensors");
        List<double[]> uninterrupted;
        try (var _ = Scope.open("uninterrupted")) {
            Rng rng = Rng.seed(11);
            Sequential model = model(dtype, rng);
            train(model, kind.apply(model.parameters()), rng, 0, 20);
            uninterrupted = weights(model);
        }
        Rng.State stopped;
        try (var _ = Scope.open("first half")) {
            Rng rng = Rng.seed(11);
            Sequential model = model(dtype, rng);
            Optimizer optimizer = kind.apply(model.parameters());
            train(model, optimizer, rng, 0, 10);
            ModelFile.save(path, model, optimizer, Map.of("epoch", "10"));
            stopped = rng.state();
        }
        try (var _ = Scope.open("second half");
                var file = ModelFile.open(path)) {
            Rng rng = Rng.seed(0);
            Sequential model = file.model(rng);
            Optimizer optimizer = file.optimizer(model);
            assertThat(optimizer.learningRate()).isEqualTo(RATES.at(9));
            rng.restore(stopped);
            train(model, optimizer, rng, 10, 20);
            assertThat(weights(model))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(uninterrupted);
        }
        try (var _ = Scope.open("into what is there");
                var file = ModelFile.open(path)) {
            Rng rng = Rng.seed(1);
            Sequential model = model(dtype, rng);
            Optimizer optimizer = kind.apply(model.parameters());
            file.loadInto(model);
            file.restore(optimizer, model);
            rng.restore(stopped);
            train(model, optimizer, rng, 10, 20);
            assertThat(weights(model))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(uninterrupted);
        }
    }
}
