package org.arenagrad.examples.cli.report;

import org.arenagrad.train.History;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A training run: its settings, its result, and pictures.
///
/// ```java
/// Report report = Report.of("digits", settings, results, history)
///         .with(HistoryPictures.of("digits", history))
///         .with(ModelPictures.confusion("digits: held out", model, heldOut, names))
///         .with(new Drawing("graph", "The graph of a step", "Boxes are …", svg));
/// report.files().forEach((name, bytes) -> OutputFile.inFolder(folder.resolve(name), bytes));
/// ```
///
/// @param title what was trained
/// @param settings what was chosen, by name, as text for people
/// @param results what came of it, by name, as text for people; the most important first
/// @param history what happened in each epoch
/// @param pictures what was drawn of it
/// @param drawings what was drawn of a step: its graph, its lifetimes
public record Report(
        String title,
        SequencedMap<String, String> settings,
        SequencedMap<String, String> results,
        History history,
        List<Picture> pictures,
        List<Drawing> drawings) {

    /// A picture that is SVG already.
    ///
    /// @param name what its file is called, without an ending
    /// @param words what is to be seen on it
    /// @param reading how to read it, in a sentence or two to stand under it
    /// @param svg the picture
    public record Drawing(String name, String words, String reading, String svg) {}

    /// Copies what may change.
    public Report {
        settings = new LinkedHashMap<>(settings);
        results = new LinkedHashMap<>(results);
        pictures = List.copyOf(pictures);
        drawings = List.copyOf(drawings);
    }

    /// One without pictures.
    public static Report of(
            String title,
            SequencedMap<String, String> settings,
            SequencedMap<String, String> results,
            History history) {
        return new Report(title, settings, results, history, List.of(), List.of());
    }

    /// The same with more pictures.
    public Report with(List<Picture> more) {
        return new Report(title, settings, results, history, join(pictures, more), drawings);
    }

    /// The same with another picture.
    public Report with(Picture more) {
        return with(List.of(more));
    }

    /// The same with another drawing.
    public Report with(Drawing more) {
        return new Report(
                title, settings, results, history, pictures, join(drawings, List.of(more)));
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /// All files of the report, by their names: `summary.md`, `history.csv`, `history.json`, the
    /// pictures as SVG and PNG, and `report.html`, which has all of it in one file.
    public SequencedMap<String, byte[]> files() {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        put(files, "summary.md", Summary.markdown(this));
        put(files, "history.csv", history.toCsv());
        put(files, "history.json", history.toJson());
        SequencedMap<String, String> svg = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            String drawn = picture.svg();
            svg.put(picture.name(), drawn);
            put(files, picture.name() + ".svg", drawn);
            files.put(picture.name() + ".png", picture.png());
        }
        for (Drawing drawing : drawings) {
            put(files, drawing.name() + ".svg", drawing.svg());
        }
        put(files, "report.html", ReportPage.html(this, svg));
        return files;
    }

    private static void put(SequencedMap<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
