package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Activation functions as layers.
@Tag("backend")
class ActivationsTest {
    private final Rng random = Rng.seed(4);

    /// Each layer, with the function that it is called after.
    private static Map<Layer, UnaryOperator<Tensor>> functions() {
        Map<Layer, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put(Activations.relu(), Tensor::relu);
        functions.put(Activations.leakyRelu(0.2), x -> x.leakyRelu(0.2));
        functions.put(Activations.elu(), Tensor::elu);
        functions.put(Activations.gelu(), Tensor::gelu);
        functions.put(Activations.geluTanh(), Tensor::geluTanh);
        functions.put(Activations.silu(), Tensor::silu);
        functions.put(Activations.softplus(), Tensor::softplus);
        functions.put(Activations.sigmoid(), Tensor::sigmoid);
        functions.put(Activations.tanh(), Tensor::tanh);
        functions.put(Activations.softmax(0), x -> x.softmax(0));
        functions.put(Activations.logSoftmax(-1), x -> x.logSoftmax(-1));
        return functions;
    }

    static Set<Layer> activations() {
        return functions().keySet();
    }

    @Test
    void areTheFunctionsOfTheirName() {
        Map<Layer, UnaryOperator<Tensor>> functions = functions();
        Tensor x = Tensor.randn(random, 3, 4);
        functions.forEach(
                (layer, function) -> {
                    assertThat(layer.apply(x).toArray())
                            .as(layer.toString())
                            .isEqualTo(function.apply(x).toArray());
                    assertThat(layer.parameters()).isEmpty();
                });
        assertThat(functions.keySet().stream().map(Layer::toString))
                .containsExactly(
                        "ReLU",
                        "LeakyReLU[0.2]",
                        "ELU",
                        "GELU",
                        "GELU[tanh]",
                        "SiLU",
                        "Softplus",
                        "Sigmoid",
                        "Tanh",
                        "Softmax[0]",
                        "LogSoftmax[-1]");
    }

    @ParameterizedTest
    @MethodSource("activations")
    void canBeMadeAgainOfTheirKindAndArgument(Activation layer) {
        Layer again = Activations.of(layer.kind().title(), layer.argument());
        Tensor x = Tensor.randn(random, 3, 4);
        assertThat(again.apply(x).toArray()).isEqualTo(layer.apply(x).toArray());
        assertThat(again).hasToString(layer.toString());
    }

    @Test
    void ofAnUnknownKindOrWithTheWrongArgumentAreRefused() {
        assertThatThrownBy(() -> Activations.of("Relu", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no activation function 'Relu'");
        assertThatThrownBy(() -> Activations.of("ReLU", 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ReLU takes no argument, so not 0.5");
        assertThatThrownBy(() -> Activations.of("Softmax", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Softmax lacks its slope or dimension");
    }
}
