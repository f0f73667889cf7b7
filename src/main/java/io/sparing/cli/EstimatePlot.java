package io.sparing.cli;

import io.sparing.needs.Grading;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws measured against estimated, both in logarithms, a panel for each quantity. */
final class EstimatePlot {

  private static final int SIDE = 300;
  private static final int EDGE = 40;
  private static final int LONG = 256;

  private EstimatePlot() {}

  /** Returns an SVG document. */
  static String svg(List<Grading> gradings) {
    StringBuilder svg = new StringBuilder();
    int width = gradings.size() * (SIDE + EDGE) + EDGE;
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
            .formatted(width, SIDE + 2 * EDGE));
    for (int i = 0; i < gradings.size(); i++) {
      panel(svg, gradings.get(i), EDGE + i * (SIDE + EDGE));
    }
    return svg.append("</svg>\n").toString();
  }

  private static void panel(StringBuilder svg, Grading grading, int left) {
    double[] all =
        grading.points().stream()
            .flatMapToDouble(
                point -> DoubleStream.of(point.measured(), point.expected().estimate()))
            .sorted()
            .toArray();
    double low = Math.log(all[0] / 1.1);
    double high = Math.log(all[all.length - 1] * 1.1);
    double scale = SIDE / (high - low);
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>",
        left,
        EDGE,
        SIDE,
        SIDE);
    add(
        svg,
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>",
        left,
        EDGE + SIDE,
        left + SIDE,
        EDGE);
    for (Grading.Point point : grading.points()) {
      double x = left + scale * (Math.log(point.expected().estimate()) - low);
      double y = EDGE + SIDE - scale * (Math.log(point.measured()) - low);
      String colour = point.length() >= LONG ? "#c33" : "#36c";
      add(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" fill-opacity=\"0.6\"/>",
          x,
          y,
          colour);
    }
    add(
        svg,
        "<text x=\"%d\" y=\"%d\">%s: measured (up) against estimated</text>",
        left,
        EDGE - 10,
        grading.quantity());
    add(
        svg,
        "<text x=\"%d\" y=\"%d\">%.3g to %.3g; red: %d tokens and more</text>",
        left,
        EDGE + SIDE + 18,
        all[0],
        all[all.length - 1],
        LONG);
  }

  private static void add(StringBuilder svg, String element, Object... values) {
    svg.append(String.format(Locale.ROOT, element, values)).append('\n');
  }
}
