package org.arenagrad.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// JSON of which is known what comes next: anything else is an error that says where it stands.
///
/// @param source what to call it in messages
/// @param parser reads it
record EncodingJson(String source, JsonParser parser) {
    /// The name of the next field of an object; null at its end.
    @Nullable String field() throws IOException {
        return parser.nextFieldName();
    }

    /// Goes to the next token.
    @Nullable JsonToken next() throws IOException {
        return parser.nextToken();
    }

    /// The text of the token it stands at.
    String current() throws IOException {
        return parser.getText();
    }

    /// The next value, a text.
    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    /// The next value, a whole number.
    int whole() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    /// The next value, a finite number.
    double number() throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw wrong("has something else where a number should be");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw wrong("has a number too large");
        }
        return value;
    }

    /// The next value, true or false.
    boolean flag() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null || !token.isBoolean()) {
            throw wrong("has something else where true or false should be");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /// Makes sure of the next token.
    void expect(JsonToken token, String what) throws IOException {
        if (parser.nextToken() != token) {
            throw wrong("has something else where %s should be".formatted(what));
        }
    }

    /// Makes sure that an object ends here.
    void requireEndOfObject() throws MalformedDataException {
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw wrong("ends within an object");
        }
    }

    /// Makes sure that a list ends here.
    ///
    /// @param element what may stand in it
    void requireEndOfArray(String element) throws MalformedDataException {
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw wrong("has something else where %s should be".formatted(element));
        }
    }

    /// Makes sure that nothing follows.
    void requireEnd() throws IOException {
        if (parser.nextToken() != null) {
            throw wrong("goes on after its end");
        }
    }

    /// What is wrong here.
    MalformedDataException wrong(String what) {
        var at = parser.currentTokenLocation();
        return new MalformedDataException(
                source,
                "encoding of a table, line %s, column %s: %s"
                        .formatted(at.getLineNr(), at.getColumnNr(), what));
    }
}
