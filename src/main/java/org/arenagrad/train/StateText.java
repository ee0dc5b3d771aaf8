package org.arenagrad.train;

import org.arenagrad.array.Rng;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Reads from a state, text by name, and says what is missing or wrong.
final class StateText {
    private final SequencedMap<String, String> state;

    StateText(SequencedMap<String, String> state) {
        this.state = state;
    }

    String text(String name) {
        String value = state.get(name);
        if (value == null) {
            throw new IllegalArgumentException("state: '%s' is missing".formatted(name));
        }
        return value;
    }

    long number(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException wrong) {
            throw wrong(name, value, wrong);
        }
    }

    /// A number that counts something.
    int count(String name) {
        long value = number(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(name, text(name), null);
        }
        return (int) value;
    }

    double real(String name) {
        String value = text(name);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException wrong) {
            throw wrong(name, value, wrong);
        }
    }

    /// Whether something is so.
    boolean flag(String name) {
        String value = text(name);
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value, null);
        }
        return value.equals("true");
    }

    Rng.State random(String name) {
        String value = text(name);
        String[] parts = value.split(" ", -1);
        if (parts.length != 4) {
            throw wrong(name, value, null);
        }
        try {
            long[] bits = new long[4];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Long.parseUnsignedLong(parts[i], 16);
            }
            return new Rng.State(bits[0], bits[1], bits[2], bits[3]);
        } catch (NumberFormatException wrong) {
            throw wrong(name, value, wrong);
        }
    }

    /// What [#random] reads.
    static String text(Rng.State state) {
        return "%016x %016x %016x %016x".formatted(state.s0(), state.s1(), state.s2(), state.s3());
    }

    /// The entries whose names begin with a prefix, without it.
    SequencedMap<String, String> part(String prefix) {
        SequencedMap<String, String> part = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : state.entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                part.put(entry.getKey().substring(prefix.length()), entry.getValue());
            }
        }
        return part;
    }

    private static IllegalArgumentException wrong(
            String name, String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "state: '%s' can't be '%s'".formatted(name, value), cause);
    }
}
