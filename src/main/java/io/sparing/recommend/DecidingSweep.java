package io.sparing.recommend;

import io.sparing.selector.Candidate;
import io.sparing.selector.Choice;
import io.sparing.selector.Deciding;
import io.sparing.selector.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sweep file of the trials that would decide where a rule abstains. */
public final class DecidingSweep {

  private DecidingSweep() {}

  /**
   * Returns the file's text.
   *
   * @param name of the sweep
   */
  public static String text(String name, Deciding deciding, RuleSet rules, String hardware) {
    List<String> lines = new ArrayList<>();
    lines.add("# Written by recommend: the trials that would decide.");
    lines.add("name: " + name);
    lines.add("description: " + quoted(deciding.words()));
    lines.add("metric: " + rules.source().metric());
    lines.add("blocks:");
    for (Choice choice : deciding.choices()) {
      lines.add("  - dataset: " + list(deciding.dataSets()));
      lines.add("    seed: " + deciding.seeds());
      for (Map.Entry<String, String> setting : settings(choice, rules, hardware).entrySet()) {
        lines.add("    " + setting.getKey() + ": " + setting.getValue());
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static SortedMap<String, String> settings(Choice choice, RuleSet rules, String hardware) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("strategy", list(List.of(choice.strategy().split("\\+"))));
    settings.put("model", quoted(choice.model()));
    settings.put("number_format", choice.numberFormat());
    choice.settings().forEach((name, value) -> put(settings, name, value));
    Optional<Candidate> ran = rules.find(choice, hardware);
    ran.ifPresent(
        candidate ->
            candidate.ran().entrySet().stream()
                .filter(setting -> !setting.getKey().endsWith("_used"))
                .forEach(setting -> put(settings, setting.getKey(), setting.getValue())));
    return settings;
  }

  private static void put(SortedMap<String, String> settings, String name, String value) {
    if (Choice.takesLists(name)) {
      if (!value.isEmpty()) {
        settings.put(name, list(List.of(value.split("\\+"))));
      }
    } else {
      settings.put(name, value);
    }
  }

  /** Returns one name as it is, several as a list. */
  private static String list(List<String> names) {
    return names.size() == 1
        ? quoted(names.get(0))
        : names.stream().map(DecidingSweep::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns a text in quotes, in which YAML takes any text. */
  private static String quoted(String text) {
    return text.matches("[a-z][a-z0-9_-]*") ? text : "'" + text.replace("'", "''") + "'";
  }
}
