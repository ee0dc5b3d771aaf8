package org.arenagrad.viz;

import org.arenagrad.memory.Lifetimes.Life;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What is known of a buffer, in words.
final class Description {
    private static final String NO_SITES = "sites are not recorded: Scope.trace(true)";

    private Description() {}

    /// In one line, without places in source files.
    static String line(Life life) {
        return "%s: %s %s, %s, %s%s; moments %s to %s"
                .formatted(
                        life.label(),
                        life.operation(),
                        life.shape(),
                        Bytes.both(life.bytes()),
                        life.role(),
                        life.endedBy() == null ? "" : ", ended by " + life.endedBy(),
                        life.birth(),
                        life.end() - 1);
    }

    /// A list of terms for a page: all there is to say.
    static void list(Markup page, int place, Life life) {
        page.open("div", "class", "tip", "role", "tooltip", "id", "tip-" + place, "hidden", "");
        page.text("h3", life.label());
        page.open("dl");
        term(page, "name", Objects.requireNonNullElse(life.name(), "none"));
        term(page, "operation", life.operation());
        term(page, "shape", life.shape());
        term(page, "bytes", Bytes.both(life.bytes()));
        term(page, "role", life.role().toString());
        term(page, "scope", life.scope().isEmpty() ? "none" : life.scope());
        term(page, "lives", "from moment %s to %s".formatted(life.birth(), life.end() - 1));
        term(page, "made at", site(life.madeAt()));
        term(
                page,
                "saved by",
                life.savedBy().isEmpty() ? "nothing" : String.join(", ", life.savedBy()));
        if (life.endedBy() == null) {
            term(page, "ended by", "nothing yet: it lives on");
        } else {
            term(page, "ended by", life.endedBy());
            term(page, "ended at", site(life.endedAt()));
        }
        page.close().close();
    }

    private static String site(@Nullable String site) {
        return Objects.requireNonNullElse(site, NO_SITES);
    }

    private static void term(Markup page, String term, String words) {
        page.text("dt", term).text("dd", words, "class", term.replace(' ', '-'));
    }
}
