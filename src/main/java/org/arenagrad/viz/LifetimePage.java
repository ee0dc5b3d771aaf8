package org.arenagrad.viz;

import org.arenagrad.autograd.Graph;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.ToIntFunction;

/// A page to walk through [Lifetimes] with: the picture, a slider through its moments, all that is
/// known of a buffer where its bar is pointed at, and the graph as it stands at the moment chosen.
///
/// The page is one file that needs nothing else, no network either. All words are in it from the
/// start; its script only shows and hides, moves the line, and marks what is `unborn` and what has
/// `ended`.
public final class LifetimePage {
    private static final String HOW_TO_READ =
            "Each bar is a buffer in native memory, from the moment it is made to the moment it"
                + " ends; the thicker, the more bytes. The curve above is their sum. What lives all"
                + " the time lies at the bottom; what a layer saves in forward piles up above it,"
                + " until backward has read it. Point at a bar, or give it the focus with the tab"
                + " key, to see who it is. The slider, or the left and right arrow keys, walk"
                + " through time: what does not live at that moment fades, in the graph below too,"
                + " where an operation turns grey once backward has consumed it.";

    private static final String HOW_TO_READ_THE_GRAPH =
            "Rounded boxes are operations, the others the tensors they start from; an arrow is a"
                + " tensor on its way, with its shape. Backward walks the arrows the other way.";

    private LifetimePage() {}

    /// An HTML document.
    ///
    /// @param title what stands above it
    /// @param lifetimes what to show
    /// @param graph what was recorded meanwhile, with moments for times ([Graph#record])
    /// @param placeOf the place of a buffer among the lives, or -1 (`LifetimeRecorder.place`)
    /// @param layout says where the parts of the graph go
    public static String html(
            String title,
            Lifetimes lifetimes,
            Graph graph,
            ToIntFunction<BufferInfo> placeOf,
            GraphLayout layout) {
        Markup page = new Markup();
        page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width");
        page.text("title", title);
        page.raw("<style>\n" + resource("page.css") + "</style>\n").close().open("body");
        page.text("h1", title).text("p", HOW_TO_READ, "class", "how-to-read");
        controls(page, lifetimes);
        page.open("div", "class", "picture");
        LifetimePicture.drawInteractive(page, title, lifetimes);
        page.close();
        graph(page, graph, new GraphTimes(lifetimes, placeOf), layout);
        for (int place = 0; place < lifetimes.lives().size(); place++) {
            Description.list(page, place, lifetimes.lives().get(place));
        }
        page.raw("<script>\n" + resource("page.js") + "</script>\n");
        return page.close().close().toString();
    }

    private static void controls(Markup page, Lifetimes lifetimes) {
        page.open("div", "class", "controls");
        page.empty(
                "input",
                "type",
                "range",
                "id",
                "moment",
                "aria-label",
                "moment",
                "min",
                0,
                "max",
                lifetimes.lastMoment(),
                "value",
                lifetimes.peakMoment());
        page.text("output", "", "id", "now", "for", "moment");
        page.close().open("ol", "id", "moments", "hidden", "");
        for (TimeAxis.Span span : TimeAxis.spans(lifetimes)) {
            for (int moment = span.from(); moment < span.to(); moment++) {
                page.text("li", moment(lifetimes, moment, span.name()));
            }
        }
        page.close();
    }

    private static String moment(Lifetimes lifetimes, int moment, String part) {
        return "moment %s of %s, %s: %s live%s"
                .formatted(
                        moment,
                        lifetimes.lastMoment(),
                        part,
                        Bytes.both(lifetimes.liveBytes(moment)),
                        moment == 0 ? "" : event(lifetimes, lifetimes.events().get(moment - 1)));
    }

    private static String event(Lifetimes lifetimes, Event event) {
        Lifetimes.Life life = lifetimes.lives().get(event.life());
        return "; %s %s %s"
                .formatted(life.label(), life.shape(), event.begins() ? "was made" : "ended");
    }

    private static void graph(Markup page, Graph graph, GraphTimes times, GraphLayout layout) {
        page.text("h2", "The graph at this moment");
        if (graph.nodes().isEmpty()) {
            page.text(
                    "p",
                    "Nothing was recorded for backward: no operation needed a gradient, or they"
                            + " ran under Autograd.noGrad().",
                    "class",
                    "no-graph");
            return;
        }
        page.open("div", "class", "picture");
        new GraphDrawing(GraphModel.of(graph), layout, times).draw(page);
        page.close();
        page.text("p", HOW_TO_READ_THE_GRAPH, "class", "how-to-read");
    }

    private static String resource(String name) {
        try (InputStream file =
                Objects.requireNonNull(LifetimePage.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the bundled file " + name + " can't be read", unreadable);
        }
    }
}
