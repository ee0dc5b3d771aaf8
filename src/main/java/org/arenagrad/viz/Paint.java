package org.arenagrad.viz;

import org.arenagrad.memory.Role;

import java.util.Locale;

/// How each role is painted. The strong colours are those of Okabe and Ito ("Color universal
/// design", 2008), darkened where thin lines need it, which colour-blind people can tell apart; the
/// patterns tell roles apart without any colour.
enum Paint {
    /// Of the user's: open, with an edge of short dashes.
    DATA(Role.DATA, "#8a7400", "#fbf5c8", "4 2", ""),
    /// Plain.
    PARAMETER(Role.PARAMETER, "#0072b2", "#b9dcf2", "", ""),
    /// Dots.
    OPTIMIZER(
            Role.OPTIMIZER,
            "#9c4f7f",
            "#f4dcea",
            "",
            "<circle cx=\"3\" cy=\"3\" r=\"1.1\" fill=\"#cc79a7\"/>"),
    /// Rising lines.
    GRADIENT(
            Role.GRADIENT,
            "#c25400",
            "#fbe3d0",
            "",
            "<path d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\" stroke=\"#e79a5e\"/>"),
    /// Upright lines.
    ACTIVATION(
            Role.ACTIVATION,
            "#00805c",
            "#c9ecdf",
            "",
            "<path d=\"M1 0V6M4 0V6\" stroke=\"#7fcdb2\" stroke-width=\"0.8\"/>"),
    /// White, with a dotted edge.
    TEMPORARY(Role.TEMPORARY, "#4a4a4a", "#ffffff", "1.5 1.5", "");

    final Role role;

    /// The colour of edges and of what is small.
    final String strong;

    /// The colour of areas.
    final String tint;

    /// The dashes of the edge; empty for a solid one.
    final String dashes;

    private final String pattern;

    Paint(Role role, String strong, String tint, String dashes, String pattern) {
        this.role = role;
        this.strong = strong;
        this.tint = tint;
        this.dashes = dashes;
        this.pattern = pattern;
    }

    static Paint of(Role role) {
        return switch (role) {
            case DATA -> DATA;
            case PARAMETER -> PARAMETER;
            case OPTIMIZER -> OPTIMIZER;
            case GRADIENT -> GRADIENT;
            case ACTIVATION -> ACTIVATION;
            case TEMPORARY -> TEMPORARY;
        };
    }

    /// The name of its class in SVG.
    String cssClass() {
        return "role-" + role.name().toLowerCase(Locale.ROOT);
    }

    /// Turns light and dark around, and leaves hues, where the reader prefers dark pages. White
    /// becomes the ground of the page that [LifetimePage] makes.
    private static final String DARK =
            "@media (prefers-color-scheme: dark)" + "{svg{filter:invert(.9) hue-rotate(180deg)}}\n";

    /// The patterns and the rules that paint `.role-…` elements, to stand at the top of a picture.
    ///
    /// @param prefix begins the names of the patterns, so that two pictures on a page do not mix
    static void define(Markup svg, String prefix) {
        svg.open("defs");
        for (Paint paint : values()) {
            if (!paint.pattern.isEmpty()) {
                svg.open(
                        "pattern",
                        "id",
                        prefix + paint.cssClass(),
                        "width",
                        6,
                        "height",
                        6,
                        "patternUnits",
                        "userSpaceOnUse");
                svg.empty("rect", "width", 6, "height", 6, "fill", paint.tint);
                svg.raw(paint.pattern).raw("\n").close();
            }
        }
        svg.close();
        StringBuilder css = new StringBuilder();
        for (Paint paint : values()) {
            String name = paint.cssClass();
            String fill =
                    paint.pattern.isEmpty() ? paint.tint : "url(#%s)".formatted(prefix + name);
            css.append(".%s{fill:%s;stroke:%s".formatted(name, fill, paint.strong));
            if (!paint.dashes.isEmpty()) {
                css.append(";stroke-dasharray:").append(paint.dashes);
            }
            css.append("}\n");
        }
        svg.raw("<style>\n" + css + DARK + "</style>\n");
    }
}
