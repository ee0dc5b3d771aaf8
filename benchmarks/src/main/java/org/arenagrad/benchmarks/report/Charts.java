package org.arenagrad.benchmarks.report;

import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Charts in one style, drawn by XChart and written as SVG.
public final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int DECADE = 10;

    // Tells apart what people with any kind of colour vision see (Okabe and Ito, 2008).
    private static final Color[] COLOURS = {
        new Color(0xD55E00),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x0072B2),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x444444)
    };

    private Charts() {}

    /// What a chart says in words.
    public record Words(String title, String x, String y) {}

    /// Groups of bars, one group for each category.
    ///
    /// @param series by name, a number for each category
    public static Chart<?, ?> bars(
            Words words,
            List<String> categories,
            SequencedMap<String, List<Double>> series,
            boolean logarithmic) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(words.title())
                        .xAxisTitle(words.x())
                        .yAxisTitle(words.y())
                        .build();
        series.forEach((name, values) -> chart.addSeries(name, categories, values));
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.8);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        if (logarithmic) {
            double[] values = all(series.values().stream().flatMap(List::stream));
            chart.getStyler().setYAxisMin(decadeBelow(values));
            chart.getStyler().setYAxisMax(decadeAbove(values));
        } else {
            chart.getStyler().setYAxisMin(0.0);
        }
        return chart;
    }

    private static double[] all(Stream<Double> values) {
        return values.mapToDouble(value -> value).toArray();
    }

    /// Lines over both axes logarithmic: what grows like a power is straight.
    ///
    /// @param series by name, a number above 0 for each `x`
    public static XYChart lines(Words words, double[] x, SequencedMap<String, double[]> series) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(words.title())
                        .xAxisTitle(words.x())
                        .yAxisTitle(words.y())
                        .build();
        for (Map.Entry<String, double[]> entry : series.entrySet()) {
            chart.addSeries(entry.getKey(), x, entry.getValue())
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setLineStyle(new BasicStroke(2));
        }
        style(chart.getStyler());
        chart.getStyler().setMarkerSize(6);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        double[] y = series.values().stream().flatMapToDouble(Arrays::stream).toArray();
        chart.getStyler().setXAxisMin(decadeBelow(x));
        chart.getStyler().setXAxisMax(decadeAbove(x));
        chart.getStyler().setYAxisMin(decadeBelow(y));
        chart.getStyler().setYAxisMax(decadeAbove(y));
        return chart;
    }

    /// Marks a place on the horizontal axis with a dashed line; the title should say what it is.
    public static void mark(XYChart chart, double x) {
        chart.addAnnotation(new AnnotationLine(x, true, false));
    }

    private static void style(AxesChartStyler styler) {
        styler.setSeriesColors(COLOURS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        // Dashes, the default, become a shape each: ten times as large a file.
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setDecimalPattern("#,##0.###");
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleBoxVisible(false);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAnnotationLineColor(Color.GRAY);
        styler.setAnnotationLineStroke(
                new BasicStroke(
                        1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4}, 0));
        styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.ITALIC, 12));
        styler.setChartPadding(12);
    }

    private static double decadeBelow(double[] values) {
        double least = Arrays.stream(values).filter(value -> value > 0).min().orElse(1);
        return Math.pow(DECADE, Math.floor(Math.log10(least)));
    }

    private static double decadeAbove(double[] values) {
        double most = Arrays.stream(values).max().orElse(DECADE);
        return Math.pow(DECADE, Math.ceil(Math.log10(most)));
    }

    /// Writes a chart.
    ///
    /// @param file its name without `.svg`
    public static void save(Chart<?, ?> chart, Path file) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
