package io.sparing.cli;

import static io.sparing.cli.MarkdownTable.code;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.text.PlainNumber;
import io.sparing.trial.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the tables of the settings that a sweep file may hold. */
final class SettingsTables {

  private SettingsTables() {}

  /** Returns the table of the settings that every trial has. */
  static MarkdownTable ofEveryTrial() {
    return table(Settings.common(), "must be given");
  }

  /**
   * Returns the table of the settings that trials have that train. A setting without a default
   * takes the strategy's.
   */
  static MarkdownTable ofTraining() {
    return table(Settings.training(), "the strategy's: " + learningRates());
  }

  /** Returns the table of the settings that belong to one strategy or to some. */
  static MarkdownTable ofStrategies() {
    MarkdownTable table = new MarkdownTable("setting", "strategy", "values", "default", "meaning");
    for (Parameter setting : Strategies.parameters()) {
      table.add(
          code(setting.name()),
          code(strategiesWith(setting)),
          setting.values(),
          written(setting.defaultValue()),
          setting.description());
    }
    return table;
  }

  private static MarkdownTable table(List<Parameter> settings, String withoutDefault) {
    MarkdownTable table = new MarkdownTable("setting", "values", "default", "meaning");
    for (Parameter setting : settings) {
      Object value = setting.defaultValue();
      table.add(
          code(setting.name()),
          setting.values(),
          value == null ? withoutDefault : written(value),
          setting.description());
    }
    return table;
  }

  private static List<String> strategiesWith(Parameter setting) {
    return Strategies.known().values().stream()
        .filter(
            strategy ->
                strategy.parameters().stream().anyMatch(own -> own.name().equals(setting.name())))
        .map(Strategy::name)
        .toList();
  }

  /**
   * Returns each rate after the strategies that take it: {@code `full`, `freeze` 5e-5; `ia3`
   * 0.005}.
   */
  private static String learningRates() {
    Map<Double, List<String>> byRate =
        Strategies.known().values().stream()
            .filter(Strategy::trains)
            .collect(
                Collectors.groupingBy(
                    strategy -> strategy.defaultLearningRate().orElseThrow(),
                    LinkedHashMap::new,
                    Collectors.mapping(Strategy::name, Collectors.toList())));
    return byRate.entrySet().stream()
        .map(entry -> code(entry.getValue()) + " " + PlainNumber.of(entry.getKey()))
        .collect(Collectors.joining("; "));
  }

  private static String written(Object value) {
    if (value instanceof Number number) {
      return PlainNumber.of(number.doubleValue());
    }
    if (value instanceof Collection<?> list) {
      return list.isEmpty() ? "none" : code(list.toString());
    }
    return value.equals("") ? "none" : code(value.toString());
  }
}
