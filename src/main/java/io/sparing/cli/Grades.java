package io.sparing.cli;

import io.sparing.needs.Grading;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows how far estimates lie from measured trials. */
final class Grades {

  /** Texts from so many tokens on are long. */
  private static final int LONG = 256;

  private Grades() {}

  /**
   * Prints a table, and draws the trials into a file where one is named.
   *
   * @param plot null for none
   */
  static void show(List<TrialResult> results, DeviceKind device, Path plot, PrintWriter out)
      throws IOException {
    List<Grading> gradings = Grading.of(results, device);
    TextTable table =
        new TextTable(
            List.of(
                "quantity",
                "fitted",
                "held out",
                "median error",
                "90th percentile",
                "upper / estimate",
                "below upper",
                "within 1.5"));
    for (Grading grading : gradings) {
      table.add(row(grading.quantity(), grading));
      Grading longer = grading.longer(LONG);
      if (!longer.points().isEmpty()) {
        table.add(row("  %d tokens and more".formatted(LONG), longer));
      }
    }
    out.println(table.render());
    if (plot != null) {
      Files.writeString(plot, EstimatePlot.svg(gradings));
    }
  }

  private static List<String> row(String name, Grading grading) {
    return List.of(
        name,
        String.valueOf(grading.fitted()),
        String.valueOf(grading.points().size()),
        percent(grading.error(0.5)),
        percent(grading.error(0.9)),
        String.format(Locale.ROOT, "%.2f", grading.width()),
        percent(grading.below()),
        percent(grading.within(1.5)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
