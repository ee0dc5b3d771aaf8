package org.arenagrad.memory;

/// Something wrote past a buffer: found in debug mode (`-Darenagrad.debug=poison`) when the buffer
/// ended.
public final class RedZoneException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RedZoneException(Buffer buffer, long distance, String side) {
        super(
                """
                %s of %s bytes: the red zone %s it was overwritten, %s bytes away from it. A kernel \
                that wrote to it, most likely that of %s, was given a wrong size, offset or stride.%s\
                """
                        .formatted(
                                buffer,
                                buffer.byteSize(),
                                side,
                                distance,
                                buffer.operation(),
                                buffer.history()));
    }
}
