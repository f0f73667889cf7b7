package io.sparing.sweep;

import io.sparing.plan.DataChecks;
import io.sparing.trial.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks what a block says about one's own files: that they exist, and how they are read. */
final class OwnFileCheck {

  private static final List<String> COLUMNS = List.of("text", "label", "text_pair", "split");

  private final Draft draft;
  private final Block block;
  private final Problems problems;

  OwnFileCheck(Draft draft, Block block, Problems problems) {
    this.draft = draft;
    this.block = block;
    this.problems = problems;
  }

  /** Reports all that is wrong. */
  void run() {
    Written datasets = effective("dataset");
    if (datasets == null || !datasets.sound()) {
      return;
    }
    List<Path> files =
        datasets.values().stream()
            .map(dataset -> Path.of((String) dataset))
            .filter(Path::isAbsolute)
            .toList();
    if (files.isEmpty()) {
      reportSettings(datasets);
    } else {
      files.forEach(
          file ->
              DataChecks.absence(file)
                  .ifPresent(words -> problems.report(datasets.place(), "%s", words)));
      checkColumns();
      checkShares();
    }
  }

  private Written effective(String name) {
    return block.effective(name, draft.base);
  }

  private void reportSettings(Written datasets) {
    block.settings().values().stream()
        .filter(written -> Settings.ofOwnFile(written.parameter().name()))
        .forEach(written -> reportSetting(written, datasets));
    draft.overrides.values().stream()
        .filter(written -> Settings.ofOwnFile(written.parameter().name()))
        .filter(written -> !block.settings().containsValue(written))
        .forEach(written -> reportSetting(written, datasets));
  }

  private void reportSetting(Written written, Written datasets) {
    problems.report(
        written.place(),
        "Invalid %s: %s; data set %s does not take it, only one's own file does",
        written.parameter().name(),
        written.text(),
        datasets.text());
  }

  private void checkColumns() {
    for (int i = 0; i < COLUMNS.size(); i++) {
      for (int j = i + 1; j < COLUMNS.size(); j++) {
        checkColumns(COLUMNS.get(i), COLUMNS.get(j));
      }
    }
  }

  private void checkColumns(String name, String other) {
    Optional<Object> both =
        values(name).stream()
            .filter(column -> !column.equals("") && values(other).contains(column))
            .findFirst();
    both.ifPresent(
        column ->
            problems.report(
                place(name, other),
                "Invalid %s: %s; %s is that column, too; expected different columns",
                other,
                column,
                name));
  }

  private void checkShares() {
    double validation = largest("validation_ratio");
    double test = largest("test_ratio");
    if (validation + test >= 1) {
      problems.report(
          place("validation_ratio", "test_ratio"),
          "Invalid validation_ratio and test_ratio: %s and %s; expected less than 1 together, so"
              + " that rows are left for training",
          validation,
          test);
    }
  }

  private double largest(String name) {
    return values(name).stream().mapToDouble(v -> ((Number) v).doubleValue()).max().orElse(0);
  }

  /** Returns the values that trials of this block have. */
  private List<Object> values(String name) {
    Written written = effective(name);
    return written == null
        ? List.of(Settings.find(name).orElseThrow().defaultValue())
        : written.values();
  }

  /**
   * Returns where the later of two settings was written; at least one was, since defaults go
   * together.
   */
  private Place place(String name, String other) {
    return Stream.of(name, other)
        .map(this::effective)
        .filter(written -> written != null)
        .map(Written::place)
        .max(Place.ORDER)
        .orElse(block.place());
  }
}
