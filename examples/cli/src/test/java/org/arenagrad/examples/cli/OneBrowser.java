package org.arenagrad.examples.cli;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/// The [Browser] of all tests that look at pages: starting one takes two seconds. JUnit closes it
/// after the last test, with its store.
final class OneBrowser implements BeforeAllCallback {
    private @Nullable Store store;

    @Override
    public void beforeAll(ExtensionContext tests) {
        store = tests.getRoot().getStore(Namespace.create(OneBrowser.class));
    }

    /// Opens a file. Where there is no browser, the test that asks for it is skipped.
    Browser open(Path page) throws IOException {
        // Of a file that is not there, Chromium would show a page of its own.
        Path file = page.toRealPath();
        Browser browser =
                Objects.requireNonNull(store)
                        .getOrComputeIfAbsent(Browser.class, _ -> start(), Browser.class);
        browser.show(file);
        return browser;
    }

    private static Browser start() {
        try {
            return Browser.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
