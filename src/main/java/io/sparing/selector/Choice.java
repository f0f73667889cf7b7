package io.sparing.selector;

import io.sparing.needs.Workload;
import io.sparing.trial.Settings;
import io.sparing.trial.ShortForms;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a rule recommends: a configuration, without data set and seed.
 *
 * @param strategy name of the adaptation strategy
 * @param model name of the model
 * @param numberFormat format of the deployed weights
 * @param settings every further setting by its name in a sweep file, as text
 */
public record Choice(
    String strategy, String model, String numberFormat, SortedMap<String, String> settings) {

  /** Training rows, to two digits. */
  static final String TRAIN_EXAMPLES = "train_examples";

  /** The model whose embeddings find texts, of a choice that retrieves. */
  public static final String EMBEDDER = "embedder";

  /** Copies the settings. */
  public Choice {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(numberFormat, "numberFormat");
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** Returns a choice from any map of settings. */
  public static Choice of(
      String strategy, String model, String numberFormat, Map<String, String> settings) {
    return new Choice(strategy, model, numberFormat, new TreeMap<>(settings));
  }

  /** Returns a trial's choice: what it learns with, and from how many rows. */
  static Choice of(Workload workload) {
    Map<String, String> settings = new TreeMap<>(workload.setup());
    settings.keySet().removeAll(List.of("strategy", "model", "number_format"));
    if (workload.spec().readsTrainingRows()) {
      settings.put(TRAIN_EXAMPLES, Long.toString(Numbers.rounded(workload.trainingRows())));
    }
    return Choice.of(
        workload.spec().strategy(),
        workload.spec().model(),
        workload.spec().numberFormat(),
        settings);
  }

  /** Returns whether it trains anything. */
  public boolean trains() {
    return settings.containsKey("epochs");
  }

  /**
   * Returns whether it only prompts: it neither trains, nor keeps training rows, nor looks texts
   * up.
   */
  boolean prompts() {
    return !trains() && !settings.containsKey(TRAIN_EXAMPLES) && !retrieves();
  }

  /**
   * Returns what it has in common with the choices that differ from it only by the examples they
   * use: the same setup on fewer or more training rows, or the same model prompted with fewer or
   * more demonstrations.
   */
  String family() {
    if (prompts()) {
      return "model=" + model + " number_format=" + numberFormat;
    }
    SortedMap<String, String> rest = new TreeMap<>(settings);
    rest.remove(TRAIN_EXAMPLES);
    return new Choice(strategy, model, numberFormat, rest).key();
  }

  /** Returns a setting's text, if it is there. */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** Returns a setting's number, if it is there and is one. */
  public OptionalDouble number(String name) {
    try {
      String text = settings.get(name);
      return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Whether a setting's text holds several values, joined by {@code +}. */
  public static boolean takesLists(String setting) {
    return Settings.takesLists(setting);
  }

  /** Whether texts are looked up before it answers, by the embeddings of a second model. */
  public boolean retrieves() {
    return settings.containsKey(EMBEDDER);
  }

  /** Returns the rank of a low-rank strategy. */
  public OptionalInt rank() {
    OptionalDouble rank = number("lora_rank");
    return rank.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) rank.getAsDouble());
  }

  /** Returns a short name for people: {@code minilm-l6 · lora r=8 · int8 · 2,000 examples}. */
  public String label() {
    String label =
        "%s · %s%s · %s".formatted(model, strategy, ShortForms.ofAdvice(settings), numberFormat);
    double examples = number(TRAIN_EXAMPLES).orElse(0);
    return examples > 0 ? "%s · %s examples".formatted(label, Numbers.text(examples)) : label;
  }

  /**
   * Returns all settings in one line and one order: equal choices have equal keys and no others do.
   */
  public String key() {
    String rest =
        settings.entrySet().stream()
            .map(setting -> " " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining());
    return "strategy=" + strategy + " model=" + model + " number_format=" + numberFormat + rest;
  }
}
