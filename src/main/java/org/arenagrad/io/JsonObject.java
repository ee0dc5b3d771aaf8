package org.arenagrad.io;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// An object of JSON that describes something to be made again: its entries, each of the type it
/// must have.
final class JsonObject {
    private final Map<?, ?> entries;
    private final String what;

    /// @param what it describes, for messages
    /// @throws IllegalArgumentException if it is no object
    JsonObject(Object json, String what) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("%s is not described by an object".formatted(what));
        }
        this.entries = map;
        this.what = what;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    List<String> keys() {
        return entries.keySet().stream().map(String::valueOf).toList();
    }

    String string(String key) {
        return get(key, String.class, "a string");
    }

    boolean truth(String key) {
        return get(key, Boolean.class, "true or false");
    }

    /// For what older files lack.
    boolean truth(String key, boolean otherwise) {
        return has(key) ? truth(key) : otherwise;
    }

    Number number(String key) {
        return get(key, Number.class, "a number");
    }

    double real(String key) {
        return number(key).doubleValue();
    }

    /// For what older files lack.
    double real(String key, double otherwise) {
        return has(key) ? real(key) : otherwise;
    }

    int whole(String key) {
        return whole(key, get(key, Long.class, "a whole number"));
    }

    List<?> list(String key) {
        return get(key, List.class, "a list");
    }

    int[] wholes(String key) {
        return list(key).stream().mapToInt(each -> whole(key, each)).toArray();
    }

    List<String> strings(String key) {
        return list(key).stream().map(each -> as(key, each, String.class, "strings")).toList();
    }

    JsonObject object(String key) {
        return new JsonObject(get(key, Map.class, "an object"), "%s of %s".formatted(key, what));
    }

    private int whole(String key, @Nullable Object value) {
        long number = as(key, value, Long.class, "a whole number");
        if (number != (int) number) {
            throw wrong(key, "a whole number of 32 bits");
        }
        return (int) number;
    }

    private <T> T get(String key, Class<T> type, String expected) {
        return as(key, entries.get(key), type, expected);
    }

    private <T> T as(String key, @Nullable Object value, Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw wrong(key, expected);
        }
        return type.cast(value);
    }

    private IllegalArgumentException wrong(String key, String expected) {
        return new IllegalArgumentException(
                "'%s' of %s must be %s, not %s"
                        .formatted(
                                key,
                                what,
                                expected,
                                Json.shortened(String.valueOf(entries.get(key)))));
    }
}
