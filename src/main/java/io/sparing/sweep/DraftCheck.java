package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.model.Families;
import io.sparing.model.ModelCheck;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.trial.Settings;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what single values do not show: what is missing, and what does not go together. */
final class DraftCheck {

  /** The most combinations that a block may cross. */
  static final long MOST_COMBINATIONS = 100_000;

  private final Draft draft;
  private final Problems problems;

  DraftCheck(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /** Reports all that is wrong. */
  void run() {
    for (String key : List.of("name", "metric", "blocks")) {
      if (!draft.header.containsKey(key)) {
        problems.report(Place.line(1), "Cannot read a sweep without %s", key);
      }
    }
    for (Block block : draft.blocks) {
      checkComplete(block);
      checkTaken(block);
      checkFormats(block);
      checkModels(block);
      new OwnFileCheck(draft, block, problems).run();
      checkSize(block);
    }
    draft.overrides.values().forEach(this::checkUsed);
  }

  private void checkComplete(Block block) {
    Set<Parameter> needed = new LinkedHashSet<>(Settings.common());
    block.strategies(draft.base).forEach(strategy -> needed.addAll(strategy.parameters()));
    for (Parameter parameter : needed) {
      if (parameter.defaultValue() == null
          && block.effective(parameter.name(), draft.base) == null) {
        problems.report(
            block.place(),
            "Cannot expand the block without %s (%s)",
            parameter.name(),
            parameter.description());
      }
    }
  }

  private void checkTaken(Block block) {
    List<Strategy> strategies = block.strategies(draft.base);
    for (Written written : block.settings().values()) {
      String name = written.parameter().name();
      boolean taken = strategies.stream().anyMatch(strategy -> Grid.takes(strategy, name));
      if (!strategies.isEmpty() && !taken && !written.place().overrides()) {
        reportNotTaken(written, names(strategies));
      }
    }
  }

  private void checkUsed(Written override) {
    String name = override.parameter().name();
    List<Strategy> all =
        draft.blocks.stream().flatMap(block -> block.strategies(draft.base).stream()).toList();
    if (!all.isEmpty() && all.stream().noneMatch(strategy -> Grid.takes(strategy, name))) {
      reportNotTaken(override, names(all));
    }
  }

  private void reportNotTaken(Written written, String strategies) {
    String name = written.parameter().name();
    List<Strategy> takers =
        Strategies.known().values().stream().filter(s -> Grid.takes(s, name)).toList();
    problems.report(
        written.place(),
        "Invalid %s: %s; strategy %s does not take it; known to take it: %s",
        name,
        written.text(),
        strategies,
        names(takers));
  }

  private static String names(List<Strategy> strategies) {
    return strategies.stream().map(Strategy::name).distinct().collect(Collectors.joining(", "));
  }

  private void checkFormats(Block block) {
    Written formats = block.effective("number_format", draft.base);
    for (Strategy strategy : block.strategies(draft.base)) {
      List<String> allowed = strategy.numberFormats();
      for (Object format : formats == null ? List.of() : formats.values()) {
        if (!allowed.isEmpty() && !allowed.contains((String) format)) {
          problems.report(
              formats.place(),
              "Invalid number_format: %s; strategy %s is deployed in %s",
              format,
              strategy.name(),
              String.join(" or ", allowed));
        }
      }
    }
  }

  private void checkModels(Block block) {
    Written lengths = block.effective("max_length", draft.base);
    Written models = block.effective("model", draft.base);
    for (Object model : models == null ? List.of() : models.values()) {
      try {
        ModelManifest manifest = Models.find((String) model);
        Families.of(manifest);
        if (!Models.known().containsKey(manifest.name())) {
          ModelCheck.refuse(manifest);
        }
        checkLengths(manifest, lengths);
      } catch (IllegalArgumentException | IOException e) {
        problems.report(models.place(), "%s", e.getMessage());
      }
    }
  }

  private void checkLengths(ModelManifest model, Written lengths) {
    for (Object length : lengths == null ? List.of() : lengths.values()) {
      if ((Long) length > model.maxLength()) {
        problems.report(
            lengths.place(),
            "Invalid max_length: %d; model %s takes at most %d tokens",
            length,
            model.name(),
            model.maxLength());
      }
    }
  }

  private void checkSize(Block block) {
    double combinations =
        block.settings().values().stream()
            .mapToDouble(w -> w.values().size())
            .reduce(1, (a, b) -> a * b);
    if (combinations > MOST_COMBINATIONS) {
      problems.report(
          block.place(),
          "Invalid block: %.0f combinations; expected at most %d",
          combinations,
          MOST_COMBINATIONS);
    }
  }
}
