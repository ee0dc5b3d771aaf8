package org.arenagrad.io;

import java.util.List;

/// What a file says of one of its tensors.
///
/// @param type of the elements, by its name in the format: `F32`, `BF16`; `<f4`
/// @param shape the sizes of the dimensions, which may be larger than a tensor's here can be
/// @param bytes that the elements take
public record TensorInfo(String type, List<Long> shape, long bytes) {
    /// Copies the shape.
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /// `F32 [2, 3]`.
    @Override
    public String toString() {
        return "%s %s".formatted(type, shape);
    }
}
