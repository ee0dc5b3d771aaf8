package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The activation functions that are layers: the one list of their names, for saved models, for
/// command lines and for [Activations]. What each computes is said at the method of [Tensor].
@SuppressWarnings("ImmutableEnumChecker") // Numbers and these functions have no state.
public enum ActivationKind {
    /// [Tensor#relu].
    RELU("ReLU", Tensor::relu),
    /// [Tensor#leakyRelu], with its slope.
    LEAKY_RELU("LeakyReLU", 0.01, (x, slope) -> x.leakyRelu(slope.doubleValue())),
    /// [Tensor#relu6].
    RELU6("ReLU6", Tensor::relu6),
    /// [Tensor#elu].
    ELU("ELU", Tensor::elu),
    /// [Tensor#celu(double)], with its `alpha`.
    CELU("CELU", 1.0, (x, alpha) -> x.celu(alpha.doubleValue())),
    /// [Tensor#selu].
    SELU("SELU", Tensor::selu),
    /// [Tensor#gelu].
    GELU("GELU", Tensor::gelu),
    /// [Tensor#geluTanh].
    GELU_TANH("GELU[tanh]", Tensor::geluTanh),
    /// [Tensor#silu].
    SILU("SiLU", Tensor::silu),
    /// [Tensor#mish].
    MISH("Mish", Tensor::mish),
    /// [Tensor#hardswish].
    HARDSWISH("Hardswish", Tensor::hardswish),
    /// [Tensor#hardtanh()].
    HARDTANH("Hardtanh", Tensor::hardtanh),
    /// [Tensor#softplus].
    SOFTPLUS("Softplus", Tensor::softplus),
    /// [Tensor#softsign].
    SOFTSIGN("Softsign", Tensor::softsign),
    /// [Tensor#sigmoid].
    SIGMOID("Sigmoid", Tensor::sigmoid),
    /// [Tensor#logSigmoid].
    LOG_SIGMOID("LogSigmoid", Tensor::logSigmoid),
    /// [Tensor#tanh].
    TANH("Tanh", Tensor::tanh),
    /// [Tensor#softmax], with its dimension.
    SOFTMAX("Softmax", -1, (x, dim) -> x.softmax(dim.intValue())),
    /// [Tensor#logSoftmax], with its dimension.
    LOG_SOFTMAX("LogSoftmax", -1, (x, dim) -> x.logSoftmax(dim.intValue()));

    private final String title;
    private final @Nullable Number usual;
    private final BiFunction<Tensor, Number, Tensor> function;

    ActivationKind(String title, UnaryOperator<Tensor> function) {
        this.title = title;
        this.usual = null;
        this.function = (x, _) -> function.apply(x);
    }

    ActivationKind(String title, Number usual, BiFunction<Tensor, Number, Tensor> function) {
        this.title = title;
        this.usual = usual;
        this.function = function;
    }

    /// The one of a title.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ActivationKind titled(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equals(title))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no activation function '%s'".formatted(title)));
    }

    /// PyTorch's name, `LeakyReLU`, as it stands in files; `GELU[tanh]` for the approximation.
    public String title() {
        return title;
    }

    /// Its name in lower case, `leaky-relu`, as it stands on command lines.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As [#id].
    @Override
    public String toString() {
        return id();
    }

    /// The slope or dimension that it takes if nothing else is said, null if it takes none.
    public @Nullable Number usual() {
        return usual;
    }

    /// The layer, with the usual slope or dimension.
    public Layer layer() {
        return layer(usual);
    }

    /// The layer.
    ///
    /// @param argument its slope or dimension, null if it takes none
    /// @throws IllegalArgumentException if it lacks one, or takes none
    public Layer layer(@Nullable Number argument) {
        if (usual == null && argument != null) {
            throw new IllegalArgumentException(
                    "%s takes no argument, so not %s".formatted(title, argument));
        }
        if (usual != null && argument == null) {
            throw new IllegalArgumentException(title + " lacks its slope or dimension");
        }
        Number given = argument == null ? 0 : argument;
        return new Activation(this, argument, x -> function.apply(x, given));
    }
}
