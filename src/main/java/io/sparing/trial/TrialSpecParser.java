package io.sparing.trial;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.train.ClassWeights;
import io.sparing.train.LossSettings;
import io.sparing.train.MemorySettings;
import io.sparing.train.OptimizerSettings;
import io.sparing.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns flat settings (those of a sweep file and of the table's columns) into a {@link TrialSpec}
 * and back, and gives the canonical JSON form.
 */
public final class TrialSpecParser {

  private static final AsBefore AS_BEFORE = AsBefore.of(Settings.all());

  private TrialSpecParser() {}

  /**
   * Builds a spec from settings by name. Defaults fill what is missing; training settings are left
   * out where the strategy does not train.
   *
   * @throws IllegalArgumentException if a name or value is unknown, does not fit or is missing, or
   *     if a parameter belongs to another strategy; the message says which, with the value
   */
  public static TrialSpec fromSettings(Map<String, ?> settings) {
    Strategy strategy = Strategies.find((String) value(settings, setting("strategy")));
    checkNames(settings, strategy);
    SortedMap<String, Object> parameters = new TreeMap<>();
    strategy.parameters().forEach(p -> parameters.put(p.name(), value(settings, p)));
    String dataset = text(settings, "dataset");
    return new TrialSpec(
        dataset,
        DataSettingsParser.fromSettings(dataset, settings),
        integer(settings, "train_examples"),
        integer(settings, "test_examples"),
        integer(settings, "max_length"),
        text(settings, "model"),
        strategy.name(),
        parameters,
        numberFormat(settings, strategy),
        training(settings, strategy),
        (Long) value(settings, setting("seed")));
  }

  /**
   * Builds the spec of a trial that was stored. It reads as {@link #fromSettings} does, but a
   * setting that is missing because it is newer than the trial takes the value that means as
   * before.
   *
   * @throws IllegalArgumentException as {@link #fromSettings}
   */
  public static TrialSpec fromStored(Map<String, ?> settings) {
    Strategy strategy = Strategies.find((String) value(settings, setting("strategy")));
    return fromSettings(AS_BEFORE.fill(settings, names(strategy)));
  }

  /**
   * Returns the settings of a spec by name, in documentation order; the inverse of {@link
   * #fromSettings}.
   */
  public static Map<String, Object> toSettings(TrialSpec spec) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dataset", spec.dataset());
    settings.put("train_examples", (long) spec.trainExamples());
    settings.put("test_examples", (long) spec.testExamples());
    settings.put("max_length", (long) spec.maxLength());
    settings.put("model", spec.model());
    settings.put("strategy", spec.strategy());
    settings.put("number_format", spec.numberFormat());
    settings.put("seed", spec.seed());
    DataSettingsParser.toSettings(spec.data(), settings);
    spec.training()
        .ifPresent(
            training -> {
              settings.put("epochs", (long) training.epochs());
              settings.put("batch_size", (long) training.batchSize());
              settings.put("learning_rate", training.optimizer().learningRate());
              settings.put("weight_decay", training.optimizer().weightDecay());
              settings.put("warmup_ratio", training.optimizer().warmupRatio());
              settings.put("max_grad_norm", training.optimizer().maxGradNorm());
              settings.put(
                  "gradient_accumulation_steps",
                  (long) training.memory().gradientAccumulationSteps());
              settings.put("gradient_checkpointing", training.memory().gradientCheckpointing());
              settings.put("label_smoothing", training.loss().labelSmoothing());
              settings.put("class_weights", training.loss().classWeights().text());
              settings.put("early_stopping_patience", (long) training.earlyStoppingPatience());
            });
    settings.putAll(spec.strategyParameters());
    return settings;
  }

  /**
   * Returns the canonical JSON form: one flat object, keys sorted, without the values that mean as
   * before the setting existed.
   */
  public static JsonObject toJson(TrialSpec spec) {
    return toJson(spec, AS_BEFORE);
  }

  static JsonObject toJson(TrialSpec spec, AsBefore asBefore) {
    JsonObject json = new JsonObject();
    new TreeMap<>(toSettings(spec))
        .forEach(
            (name, value) -> {
              if (!asBefore.leavesOut(name, value)) {
                json.add(name, toJson(value));
              }
            });
    return json;
  }

  /**
   * Reads what {@link #toJson(TrialSpec)} wrote, in this version or an earlier one.
   *
   * @throws IllegalArgumentException as {@link #fromSettings}
   */
  public static TrialSpec fromJson(JsonObject json) {
    Map<String, Object> settings = new LinkedHashMap<>();
    json.entrySet().forEach(entry -> settings.put(entry.getKey(), fromJson(entry.getValue())));
    return fromStored(settings);
  }

  private static Optional<TrainingSettings> training(Map<String, ?> settings, Strategy strategy) {
    if (!strategy.trains()) {
      return Optional.empty();
    }
    Object rate = settings.get("learning_rate");
    return Optional.of(
        new TrainingSettings(
            integer(settings, "epochs"),
            integer(settings, "batch_size"),
            new OptimizerSettings(
                rate == null
                    ? strategy.defaultLearningRate().orElseThrow()
                    : (Double) setting("learning_rate").parse(rate),
                number(settings, "weight_decay"),
                number(settings, "warmup_ratio"),
                number(settings, "max_grad_norm")),
            new LossSettings(
                number(settings, "label_smoothing"),
                ClassWeights.find(text(settings, "class_weights"))),
            new MemorySettings(
                integer(settings, "gradient_accumulation_steps"),
                (Boolean) value(settings, setting("gradient_checkpointing"))),
            integer(settings, "early_stopping_patience")));
  }

  private static String numberFormat(Map<String, ?> settings, Strategy strategy) {
    List<String> allowed = strategy.numberFormats();
    if (!allowed.isEmpty() && settings.get("number_format") == null) {
      return allowed.get(0);
    }
    String format = text(settings, "number_format");
    if (!allowed.isEmpty() && !allowed.contains(format)) {
      throw new IllegalArgumentException(
          "Invalid number_format: %s; strategy %s is deployed in %s"
              .formatted(format, strategy.name(), String.join(" or ", allowed)));
    }
    return format;
  }

  private static void checkNames(Map<String, ?> settings, Strategy strategy) {
    List<String> own = strategy.parameters().stream().map(Parameter::name).toList();
    List<String> taken = names(strategy);
    for (String name : settings.keySet()) {
      if (taken.contains(name)) {
        continue;
      }
      if (Settings.find(name).isPresent()) {
        throw new IllegalArgumentException(
            "Invalid %s: %s; strategy %s does not take it%s"
                .formatted(
                    name,
                    settings.get(name),
                    strategy.name(),
                    own.isEmpty() ? "" : ", only " + String.join(", ", own)));
      }
      throw new IllegalArgumentException(
          "Unknown setting: %s; known: %s"
              .formatted(
                  name, String.join(", ", Settings.all().stream().map(Parameter::name).toList())));
    }
  }

  /** Returns the names of the settings that a trial with that strategy takes. */
  private static List<String> names(Strategy strategy) {
    return Stream.of(Settings.common(), Settings.training(), strategy.parameters())
        .flatMap(List::stream)
        .map(Parameter::name)
        .toList();
  }

  private static Parameter setting(String name) {
    return Settings.find(name)
        .orElseThrow(() -> new IllegalArgumentException("Unknown setting: " + name));
  }

  private static Object value(Map<String, ?> settings, Parameter parameter) {
    Object raw = settings.get(parameter.name());
    if (raw != null) {
      return parameter.parse(raw);
    }
    if (parameter.defaultValue() == null) {
      throw new IllegalArgumentException(
          "Cannot build a trial without %s (%s)"
              .formatted(parameter.name(), parameter.description()));
    }
    return parameter.defaultValue();
  }

  static String text(Map<String, ?> settings, String name) {
    return (String) value(settings, setting(name));
  }

  private static int integer(Map<String, ?> settings, String name) {
    return Math.toIntExact((Long) value(settings, setting(name)));
  }

  static double number(Map<String, ?> settings, String name) {
    return (Double) value(settings, setting(name));
  }

  private static JsonElement toJson(Object value) {
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(item -> array.add(toJson(item)));
      return array;
    }
    if (value instanceof Boolean bool) {
      return new JsonPrimitive(bool);
    }
    return value instanceof Number number
        ? new JsonPrimitive(number)
        : new JsonPrimitive(String.valueOf(value));
  }

  private static Object fromJson(JsonElement value) {
    return value instanceof JsonArray array
        ? array.asList().stream().map(TrialSpecParser::text).toList()
        : text(value);
  }

  /**
   * Returns a value as a text. Lists and objects occur only in settings of a later version, which
   * are refused by their names.
   */
  private static String text(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }
}
