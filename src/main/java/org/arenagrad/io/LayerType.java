package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.nn.Layer;

import java.util.Map;
import java.util.random.RandomGenerator;

/// A kind of layer of your own, so that models which contain it can be saved with their
/// architecture: what must be known to make one, and how it is made.
///
/// A file names the kind; the code is the program's, and comes from no file. To open such a file,
/// name the kinds it may contain, see [ModelFile#open(java.nio.file.Path, LayerType[])].
///
/// ```java
/// var type = new LayerType<>("Residual", Residual.class,
///         layer -> Map.of("width", layer.width()),
///         from -> Residual.of(from.whole("width"), from.dtype(), from.random()));
/// ```
///
/// @param name what files call it; no layer of the framework has that name
/// @param type its class
/// @param settings what [#make] needs to make an equal one: names, and whole numbers, decimals,
///   truth values or texts
/// @param make makes one; its parameters and buffers are then overwritten from the file
/// @param <L> the class of such layers
public record LayerType<L extends Layer>(
        String name, Class<L> type, Describer<L> settings, Factory<L> make) {
    /// Tells the settings of a layer.
    ///
    /// @param <L> the class of such layers
    @FunctionalInterface
    public interface Describer<L> {
        /// Its settings by name.
        Map<String, ?> of(L layer);
    }

    /// Makes a layer.
    ///
    /// @param <L> the class of such layers
    @FunctionalInterface
    public interface Factory<L> {
        /// One with these settings.
        L from(Settings settings);
    }

    /// What a file says of a layer. What is missing there or of another type is a
    /// [FileFormatException].
    public interface Settings {
        /// A whole number.
        int whole(String name);

        /// A number.
        double real(String name);

        /// A truth value.
        boolean truth(String name);

        /// A text.
        String text(String name);

        /// The type of elements that the model shall have.
        DType dtype();

        /// What dropouts and first values draw from.
        RandomGenerator random();
    }
}
