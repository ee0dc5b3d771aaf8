package org.arenagrad.viz;

import java.util.List;

/// Says where the boxes of a graph go, and how its arrows run between them.
///
/// Places are as on a screen: `x` grows to the right, `y` downwards, from the upper left corner of
/// the picture. What their unit is, is up to who asks.
public interface GraphLayout {
    /// Places boxes so that arrows run from top to bottom.
    ///
    /// @param boxes the nodes with their sizes, in a fixed order
    /// @param arrows which box leads to which, by their places in `boxes`
    /// @throws IndexOutOfBoundsException if an arrow names a box that is not there
    Placed place(List<Box> boxes, List<Arrow> arrows);

    /// The size of a node.
    ///
    /// @param width from left to right
    /// @param height from top to bottom
    record Box(double width, double height) {}

    /// A connection, and the room for a label on it.
    ///
    /// @param from which box it comes from
    /// @param to which box it leads to
    /// @param labelWidth the width of its label; 0, as the height, if it has none
    /// @param labelHeight the height of its label
    record Arrow(int from, int to, double labelWidth, double labelHeight) {}

    /// A place in the picture.
    ///
    /// @param x from the left
    /// @param y from the top
    record Point(double x, double y) {}

    /// A picture, all of it inside its width and height.
    ///
    /// @param width the picture's
    /// @param height the picture's
    /// @param corners the upper left corner of each box
    /// @param routes the way of each arrow
    record Placed(double width, double height, List<Point> corners, List<Route> routes) {
        /// Keeps lists of its own.
        public Placed {
            corners = List.copyOf(corners);
            routes = List.copyOf(routes);
        }
    }

    /// The way of an arrow.
    ///
    /// @param points from the border of the box it comes from to the border of the one it leads to;
    ///   between one and the next it is straight
    /// @param label the upper left corner of its label; the first point if it has none
    record Route(List<Point> points, Point label) {
        /// Keeps a list of its own.
        public Route {
            points = List.copyOf(points);
        }
    }
}
