package org.arenagrad.examples.cli.report;

import org.arenagrad.viz.GraphLayout;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

import java.util.ArrayList;
import java.util.List;

/// The layered layout of Eclipse ELK: boxes in rows, arrows with right angles, labels beside them.
///
/// The method is Sugiyama's (Sugiyama, Tagawa and Toda, "Methods for visual understanding of
/// hierarchical system structures", 1981): give each box a row below all that lead to it, order
/// each row so that few arrows cross, move the boxes within their rows so that arrows become short,
/// and draw the arrows between the rows. A label takes part in it like a box of its own, so it
/// covers none.
///
/// The first layout loads ELK and takes about a second; until then, none of its classes is loaded.
public final class ElkLayout implements GraphLayout {
    @Override
    public Placed place(List<Box> boxes, List<Arrow> arrows) {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        // Where the number of crossings does not decide, the order of boxes and arrows does: the
        // operands of a product stand from left to right as they were given.
        graph.setProperty(
                LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_EDGES);
        // A network is a long trunk with short branches. Straightening as many arrows as possible
        // (the default) makes the trunk drift to one side, row by row.
        graph.setProperty(LayeredOptions.NODE_PLACEMENT_FAVOR_STRAIGHT_EDGES, false);

        List<ElkNode> nodes = boxes.stream().map(box -> node(graph, box)).toList();
        List<ElkEdge> edges = arrows.stream().map(arrow -> edge(nodes, arrow)).toList();
        new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
        return new Placed(
                graph.getWidth(),
                graph.getHeight(),
                nodes.stream().map(node -> new Point(node.getX(), node.getY())).toList(),
                edges.stream().map(ElkLayout::route).toList());
    }

    private static ElkNode node(ElkNode graph, Box box) {
        ElkNode node = ElkGraphUtil.createNode(graph);
        node.setDimensions(box.width(), box.height());
        return node;
    }

    private static ElkEdge edge(List<ElkNode> nodes, Arrow arrow) {
        ElkEdge edge =
                ElkGraphUtil.createSimpleEdge(nodes.get(arrow.from()), nodes.get(arrow.to()));
        if (arrow.labelWidth() > 0 && arrow.labelHeight() > 0) {
            // ELK passes over labels without a text.
            ElkLabel label = ElkGraphUtil.createLabel("label", edge);
            label.setDimensions(arrow.labelWidth(), arrow.labelHeight());
        }
        return edge;
    }

    private static Route route(ElkEdge edge) {
        ElkEdgeSection section = edge.getSections().getFirst();
        List<Point> points = new ArrayList<>();
        points.add(new Point(section.getStartX(), section.getStartY()));
        for (ElkBendPoint bend : section.getBendPoints()) {
            points.add(new Point(bend.getX(), bend.getY()));
        }
        points.add(new Point(section.getEndX(), section.getEndY()));

        List<ElkLabel> labels = edge.getLabels();
        Point label =
                labels.isEmpty()
                        ? points.getFirst()
                        : new Point(labels.getFirst().getX(), labels.getFirst().getY());
        return new Route(points, label);
    }
}
