package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.OptimizerState;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Takes the parts of a [ModelFile] out again.
final class ModelReader {
    private final Path path;
    private final SafeTensors file;
    private final List<LayerType<?>> types;

    ModelReader(Path path, SafeTensors file, List<LayerType<?>> types) {
        this.path = path;
        this.file = file;
        this.types = types;
    }

    /// Something that may find out that the file describes what can't be.
    @FunctionalInterface
    private interface Making<T> {
        T make() throws IOException;
    }

    private <T> T checked(String what, Making<T> making) throws IOException {
        try {
            return making.make();
        } catch (JsonProcessingException wrong) {
            throw new FileFormatException(
                    path, "its %s: %s".formatted(what, Json.told(wrong)), wrong);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new FileFormatException(
                    path, "its %s: %s".formatted(what, wrong.getMessage()), wrong);
        }
    }

    /// The names of all tensors except the optimizer's state and those the writer added.
    private Set<String> weightNames() {
        Set<String> names = new LinkedHashSet<>(file.names());
        if (file.metadata().containsKey(ModelWriter.OPTIMIZER)) {
            names.removeIf(name -> name.startsWith(ModelWriter.STATE));
            names.removeIf(name -> name.startsWith(ModelWriter.COMPANION));
        }
        return names;
    }

    /// The type of most precision among the weights; FLOAT64 if there are none.
    DType dtype() {
        Set<String> names = weightNames();
        boolean wide = names.stream().anyMatch(name -> file.info(name).type().equals("F64"));
        return wide || names.isEmpty() ? DType.FLOAT64 : DType.FLOAT32;
    }

    Sequential model(DType dtype, RandomGenerator random) throws IOException {
        String json = file.metadata().get(ModelWriter.ARCHITECTURE);
        if (json == null) {
            throw new FileFormatException(
                    path,
                    "holds weights, but does not say of which layers: make the model and use"
                            + " loadInto(model)");
        }
        Set<String> left = weightNames();
        Architecture.Weights weights =
                (name, sizes) -> {
                    Shape shape = Shape.of(sizes);
                    requireShape(name, shape);
                    left.remove(name);
                    return file.tensor(name, dtype);
                };
        Sequential model =
                checked(
                        "architecture",
                        () -> Architecture.build(json, weights, dtype, random, types));
        if (!left.isEmpty()) {
            throw new FileFormatException(path, "its layers have no place for " + Names.some(left));
        }
        return model;
    }

    void loadInto(SequencedMap<String, Tensor> parameters) throws IOException {
        requireSame(parameters);
        for (String name : parameters.keySet()) {
            file.requireReadable(name);
        }
        for (Map.Entry<String, Tensor> named : parameters.entrySet()) {
            overwrite(named.getValue(), named.getKey());
        }
    }

    private void requireSame(Map<String, Tensor> parameters) {
        Set<String> missing = new LinkedHashSet<>(parameters.keySet());
        missing.removeAll(weightNames());
        Set<String> unexpected = weightNames();
        unexpected.removeAll(parameters.keySet());
        List<String> misshapen = new ArrayList<>();
        parameters.forEach(
                (name, parameter) -> {
                    if (!missing.contains(name) && !fits(name, parameter.shape())) {
                        misshapen.add(
                                "%s is %s instead of %s"
                                        .formatted(
                                                name, file.info(name).shape(), parameter.shape()));
                    }
                });
        if (!missing.isEmpty() || !unexpected.isEmpty() || !misshapen.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s does not fit the model. Missing in the file: %s. Not in the model: %s. Of another shape: %s"
                            .formatted(
                                    path,
                                    Names.some(missing),
                                    Names.some(unexpected),
                                    Names.some(misshapen)));
        }
    }

    Optimizer optimizer(SequencedMap<String, Tensor> model) throws IOException {
        OptimizerJson described = described();
        return checked(
                "optimizer",
                () -> {
                    List<Tensor> parameters = new ArrayList<>();
                    for (String name : described.parameters()) {
                        Tensor parameter = model.get(name);
                        if (parameter == null) {
                            throw new IllegalArgumentException(
                                    "the model has no parameter '%s'"
                                            .formatted(Json.shortened(name)));
                        }
                        parameters.add(parameter);
                    }
                    Optimizer optimizer = described.build(parameters);
                    restore(described, optimizer);
                    return optimizer;
                });
    }

    void restore(Optimizer optimizer, List<String> names) throws IOException {
        OptimizerJson described = described();
        described.requireKind(optimizer);
        if (!described.parameters().equals(names)) {
            throw new IllegalArgumentException(
                    "the optimizer improves %s, that of %s improved %s"
                            .formatted(
                                    Names.some(names), path, Names.some(described.parameters())));
        }
        restore(described, optimizer);
    }

    private OptimizerJson described() throws IOException {
        String json = file.metadata().get(ModelWriter.OPTIMIZER);
        if (json == null) {
            throw new FileFormatException(path, "holds nothing of an optimizer");
        }
        return checked("optimizer", () -> new OptimizerJson(json));
    }

    private void restore(OptimizerJson described, Optimizer optimizer) throws IOException {
        OptimizerState own = optimizer.state();
        if (!List.copyOf(own.arrays().keySet()).equals(described.arrays())) {
            throw new IllegalArgumentException(
                    "the optimizer's state is %s, that of the file %s: were other options chosen?"
                            .formatted(own.arrays().keySet(), Names.some(described.arrays())));
        }
        try (Scope _ = Scope.open("restore")) {
            SequencedMap<String, List<NdArray>> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, List<NdArray>> each : own.arrays().entrySet()) {
                List<NdArray> read = new ArrayList<>();
                for (int i = 0; i < each.getValue().size(); i++) {
                    NdArray to = each.getValue().get(i);
                    String name =
                            ModelWriter.stateName(described.parameters().get(i), each.getKey());
                    requireShape(name, to.shape());
                    read.add(file.tensor(name, to.dtype()).array());
                }
                arrays.put(each.getKey(), read);
            }
            optimizer.restore(described.state(arrays));
        }
    }

    private boolean fits(String name, Shape shape) {
        List<Long> sizes = Arrays.stream(shape.toArray()).mapToObj(Long::valueOf).toList();
        return file.info(name).shape().equals(sizes);
    }

    private void requireShape(String name, Shape shape) throws FileFormatException {
        if (!file.names().contains(name)) {
            throw new FileFormatException(path, "lacks the tensor '%s'".formatted(name));
        }
        if (!fits(name, shape)) {
            throw new FileFormatException(
                    path,
                    "tensor '%s' is %s, but %s is needed"
                            .formatted(name, file.info(name).shape(), shape));
        }
    }

    private void overwrite(Tensor parameter, String name) throws IOException {
        try (Scope _ = Scope.open("load");
                var _ = Autograd.noGrad()) {
            parameter.copyFrom(file.tensor(name, parameter.dtype()));
        }
    }
}
