package org.arenagrad.examples.cli.report;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/// Lines over epochs: how a loss falls and an accuracy rises.
public final class CurvePicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int MOST_MARKERS = 40;

    /// A loss that falls by more than this is drawn over a logarithmic axis, or its end would lie
    /// on the ground.
    private static final double WIDE = 20;

    private static final double MARGIN = 1.3;

    private static final String NUMBER = "#,##0.####";
    private static final String POWER = "0E0";

    /// Pixels from tick to tick, or some more or less.
    private static final int TICK_SPACING = 100;

    private CurvePicture() {}

    /// A line.
    ///
    /// @param name what it shows
    /// @param values a value for each epoch; NaN where there is none
    @SuppressWarnings("ArrayRecordComponent") // Only drawn.
    public record Curve(String name, double[] values) {}

    /// Losses, which fall.
    ///
    /// @param reading how to read the picture
    public static Picture losses(String title, String reading, List<Curve> curves) {
        XYChart chart = chart(title, "loss", curves);
        double[] values = values(curves);
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(0);
        AxesChartStyler styler = chart.getStyler();
        styler.setLegendPosition(LegendPosition.InsideNE);
        styler.setYAxisDecimalPattern(decimals(least, most));
        if (least > 0 && most / least > WIDE) {
            chart.setYAxisTitle("loss (logarithmic)");
            styler.setYAxisLogarithmic(true);
            styler.setYAxisDecimalPattern(isWritten(least) && isWritten(most) ? NUMBER : POWER);
            styler.setYAxisMin(least / MARGIN);
            styler.setYAxisMax(most * MARGIN);
        } else if (least >= 0) {
            styler.setYAxisMin(0.0);
        }
        return picture("loss", title + ", by epoch", reading, chart);
    }

    /// Shares from 0 to 1, which rise.
    ///
    /// @param axis what they are shares of
    public static Picture shares(String name, String title, String axis, List<Curve> curves) {
        List<Curve> percent =
                curves.stream()
                        .map(
                                curve ->
                                        new Curve(
                                                curve.name(),
                                                Arrays.stream(curve.values())
                                                        .map(value -> 100 * value)
                                                        .toArray()))
                        .toList();
        XYChart chart = chart(title, axis + " (%)", percent);
        double least = Arrays.stream(values(percent)).min().orElse(0);
        chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
        chart.getStyler().setYAxisMin(Math.max(0, Math.floor((least - 5) / 10) * 10));
        chart.getStyler().setYAxisMax(100.0);
        chart.getStyler().setYAxisDecimalPattern(NUMBER);
        String reading =
                "How much is right after each epoch: higher is better, 100 % is everything.";
        return picture(name, title + ", by epoch", reading, chart);
    }

    private static double[] values(List<Curve> curves) {
        return curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.values()))
                .filter(Double::isFinite)
                .toArray();
    }

    private static XYChart chart(String title, String axis, List<Curve> curves) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("epoch")
                        .yAxisTitle(axis)
                        .build();
        int epochs = 1;
        for (Curve curve : curves) {
            epochs = Math.max(epochs, curve.values().length);
            double[] x = new double[curve.values().length];
            Arrays.setAll(x, i -> i + 1);
            XYSeries series = chart.addSeries(curve.name(), x, finite(curve.values()));
            series.setLineStyle(new BasicStroke(2));
            series.setMarker(x.length <= MOST_MARKERS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        }
        style(chart.getStyler());
        // At whole epochs XChart would put as many ticks as fit; between them, round numbers.
        chart.getStyler().setXAxisMin(0.5);
        chart.getStyler().setXAxisMax(epochs + 0.5);
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        return chart;
    }

    /// How numbers on an axis are written, so that its ticks differ.
    static String decimals(double least, double most) {
        if (!isWritten(Math.max(Math.abs(least), Math.abs(most)))) {
            return "0.###E0";
        }
        double decades = Math.log10(Math.max(most - least, Double.MIN_NORMAL));
        return "#,##0." + "#".repeat((int) Math.clamp(2 - Math.floor(decades), 0, 9));
    }

    /// Whether a number is short without a power of ten.
    private static boolean isWritten(double number) {
        return number == 0 || (number >= 1e-4 && number < 1e8);
    }

    /// XChart leaves gaps at NaN, and has no place for what is infinite.
    static double[] finite(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isFinite(value) ? value : Double.NaN)
                .toArray();
    }

    static void style(AxesChartStyler styler) {
        styler.setSeriesColors(Palette.all());
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(Palette.GRID);
        // Dashes, the default, become a shape each: ten times as large a file.
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotContentSize(0.98);
        styler.setLegendBorderColor(Palette.GRID);
        styler.setChartTitleBoxVisible(false);
        styler.setBaseFont(Palette.TEXT);
        styler.setChartTitleFont(Palette.TITLE);
        styler.setAxisTitleFont(Palette.AXIS);
        styler.setAxisTickLabelsFont(Palette.TEXT);
        styler.setXAxisTickMarkSpacingHint(TICK_SPACING);
        styler.setYAxisLabelAlignment(TextAlignment.Right);
        styler.setLegendFont(Palette.TEXT);
        styler.setMarkerSize(6);
        styler.setChartPadding(12);
    }

    private static Picture picture(String name, String words, String reading, XYChart chart) {
        return new Picture(
                name,
                words,
                reading,
                WIDTH,
                HEIGHT,
                graphics -> chart.paint(graphics, WIDTH, HEIGHT));
    }
}
