package org.arenagrad.examples.cli.report;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Predicted numbers over actual ones: what is right lies on the diagonal.
public final class FitPicture {
    private static final int SIZE = 520;

    private FitPicture() {}

    /// Draws a point for each row.
    ///
    /// @param unit what the numbers are: the name of their column
    /// @param actual what is
    /// @param predicted what was predicted, for the same rows
    public static Picture of(String title, String unit, double[] actual, double[] predicted) {
        double[] all =
                DoubleStream.concat(Arrays.stream(actual), Arrays.stream(predicted))
                        .filter(Double::isFinite)
                        .toArray();
        double least = Arrays.stream(all).min().orElse(0);
        double most = Arrays.stream(all).max().orElse(1);
        double margin = most > least ? (most - least) * 0.05 : 1;
        double[] ends = {least - margin, most + margin};

        XYChart chart =
                new XYChartBuilder()
                        .width(SIZE)
                        .height(SIZE)
                        .title(title)
                        .xAxisTitle("actual " + unit)
                        .yAxisTitle("predicted " + unit)
                        .build();
        XYSeries diagonal = chart.addSeries("as it should be", ends, ends);
        diagonal.setMarker(SeriesMarkers.NONE).setLineStyle(new BasicStroke(1));
        XYSeries rows = chart.addSeries("held-out rows", actual, CurvePicture.finite(predicted));
        rows.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        rows.setMarker(SeriesMarkers.CIRCLE);
        CurvePicture.style(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        chart.getStyler().setDecimalPattern(CurvePicture.decimals(ends[0], ends[1]));
        chart.getStyler().setXAxisMin(ends[0]);
        chart.getStyler().setXAxisMax(ends[1]);
        chart.getStyler().setYAxisMin(ends[0]);
        chart.getStyler().setYAxisMax(ends[1]);
        return new Picture(
                "fit",
                "%s: predicted over actual %s".formatted(title, unit),
                "Each point is a row: the nearer to the line, the better its prediction. Above the"
                        + " line the model predicts too much, below it too little.",
                SIZE,
                SIZE,
                graphics -> chart.paint(graphics, SIZE, SIZE));
    }
}
