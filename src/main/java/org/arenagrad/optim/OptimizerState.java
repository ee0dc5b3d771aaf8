package org.arenagrad.optim;

import org.arenagrad.ndarray.NdArray;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// The state that an optimizer keeps from step to step, see [Optimizer#state] and
/// [Optimizer#restore].
///
/// @param arrays by kind (`mean`, `square`, `momentum`), an array for each parameter, in their
///   order
/// @param counters by kind (`step`), a number for each parameter, in their order
@SuppressWarnings("exports") // The arrays are for the framework: files hold them.
public record OptimizerState(
        SequencedMap<String, List<NdArray>> arrays, SequencedMap<String, List<Integer>> counters) {
    /// Copies both maps, not the arrays.
    public OptimizerState {
        arrays = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arrays));
        counters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(counters));
    }

    NdArray array(String kind, int parameter) {
        return ofKind(arrays, kind).get(parameter);
    }

    int counter(String kind, int parameter) {
        return ofKind(counters, kind).get(parameter);
    }

    private static <T> List<T> ofKind(SequencedMap<String, List<T>> all, String kind) {
        return Objects.requireNonNull(all.get(kind));
    }

    /// @throws IllegalArgumentException if this can't take the place of `own`
    void requireFit(OptimizerState own) {
        if (!arrays.keySet().equals(own.arrays.keySet())
                || !counters.keySet().equals(own.counters.keySet())) {
            throw new IllegalArgumentException(
                    "restore: the optimizer has state %s and counters %s, the state has %s and %s: is it of another kind of optimizer, or other options?"
                            .formatted(
                                    own.arrays.keySet(),
                                    own.counters.keySet(),
                                    arrays.keySet(),
                                    counters.keySet()));
        }
        own.arrays.forEach((kind, each) -> requireShapes(kind, each, ofKind(arrays, kind)));
        own.counters.forEach((kind, each) -> requireCounts(kind, each, ofKind(counters, kind)));
    }

    private static void requireShapes(String kind, List<NdArray> own, List<NdArray> other) {
        boolean fits = own.size() == other.size();
        for (int i = 0; fits && i < own.size(); i++) {
            fits = own.get(i).shape().equals(other.get(i).shape());
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "restore: '%s' has the shapes %s, the state's have %s"
                            .formatted(kind, shapes(own), shapes(other)));
        }
    }

    private static void requireCounts(String kind, List<Integer> own, List<Integer> other) {
        if (own.size() != other.size() || other.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "restore: '%s' must be %s numbers, none negative, not %s"
                            .formatted(kind, own.size(), other));
        }
    }

    private static String shapes(List<NdArray> arrays) {
        return arrays.stream().map(NdArray::shape).toList().toString();
    }
}
