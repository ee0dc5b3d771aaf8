package org.arenagrad.viz;

import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Life;

import java.util.ArrayList;
import java.util.List;

/// The bytes that live at each moment, stacked by role, with the peak and an axis.
///
/// @param lifetimes what lived
/// @param time shared with the bars below
/// @param top its upper edge
/// @param bottom where 0 bytes are
record LiveCurve(Lifetimes lifetimes, TimeAxis time, double top, double bottom) {
    private static final double HEADROOM = 24;
    private static final int TICKS = 6;

    void draw(Markup svg) {
        svg.open("g", "class", "curve");
        axis(svg);
        areas(svg);
        line(svg);
        svg.close();
    }

    /// Where so many bytes are.
    private double y(long bytes) {
        long peak = Math.max(1, lifetimes.peakBytes());
        return bottom - (bottom - top - HEADROOM) * bytes / peak;
    }

    private void axis(Markup svg) {
        long step = Bytes.step(lifetimes.peakBytes(), TICKS);
        for (long bytes = 0; bytes <= lifetimes.peakBytes(); bytes += step) {
            double y = y(bytes);
            svg.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    time.left(),
                    "x2",
                    time.right(),
                    "y1",
                    y,
                    "y2",
                    y);
            svg.text(
                    "text",
                    Bytes.human(bytes),
                    "class",
                    "tick",
                    "x",
                    time.left() - 6,
                    "y",
                    y + 3.5,
                    "text-anchor",
                    "end");
        }
    }

    private void areas(Markup svg) {
        long[] below = new long[time.moments()];
        for (Paint paint : Paint.values()) {
            long[] above = below.clone();
            for (Life life : lifetimes.lives()) {
                if (life.role() == paint.role) {
                    for (int moment = life.birth(); moment < life.end(); moment++) {
                        above[moment] += life.bytes();
                    }
                }
            }
            List<String> outline = steps(above);
            outline.addAll(steps(below).reversed());
            svg.empty("polygon", "class", paint.cssClass(), "points", String.join(" ", outline));
            below = above;
        }
    }

    private void line(Markup svg) {
        long[] live = new long[time.moments()];
        for (int moment = 0; moment < live.length; moment++) {
            live[moment] = lifetimes.liveBytes(moment);
        }
        svg.empty("polyline", "class", "live", "points", String.join(" ", steps(live)));
    }

    /// Left and right end of the step at each moment.
    private List<String> steps(long[] bytes) {
        List<String> points = new ArrayList<>();
        for (int moment = 0; moment < bytes.length; moment++) {
            String y = Markup.number(y(bytes[moment]));
            points.add(Markup.number(time.x(moment)) + ',' + y);
            points.add(Markup.number(time.x(moment + 1)) + ',' + y);
        }
        return points;
    }

    void drawPeak(Markup svg) {
        int moment = lifetimes.peakMoment();
        double x = time.middle(moment);
        double y = y(lifetimes.peakBytes());
        boolean leftHalf = moment < time.moments() / 2;
        svg.open("g", "class", "peak", "data-moment", moment, "data-bytes", lifetimes.peakBytes());
        svg.empty("circle", "cx", x, "cy", y, "r", 3.5);
        svg.text(
                "text",
                "peak: " + Bytes.both(lifetimes.peakBytes()),
                "x",
                leftHalf ? x - 4 : x + 4,
                "y",
                y - 8,
                "text-anchor",
                leftHalf ? "start" : "end");
        svg.close();
    }
}
