package io.sparing.selector;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sparing.needs.NeedsReferenceParser;
import io.sparing.text.TextFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;

/** The JSON form of a {@link RuleSet}, as {@code docs/rules.schema.json} describes it. */
public final class RuleSetParser {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private RuleSetParser() {}

  /**
   * Reads a {@code rules.json}.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no rule set; the message names the file
   */
  public static RuleSet read(Path file) throws IOException {
    try {
      return parse(TextFile.read(file));
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException("Cannot find the rules: " + file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Invalid rules: " + file + "; " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #text(RuleSet)} wrote.
   *
   * @throws IllegalArgumentException if it is no rule set of this version
   */
  public static RuleSet parse(String text) {
    try {
      return fromJson(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | DateTimeException e) {
      throw new IllegalArgumentException("Cannot read a rule set: " + firstLine(e), e);
    }
  }

  /** Returns what Gson says of malformed JSON, without its exception's name and its link. */
  private static String firstLine(RuntimeException error) {
    String message = error.getCause() == null ? error.getMessage() : error.getCause().getMessage();
    return String.valueOf(message)
        .lines()
        .findFirst()
        .orElse("")
        .replace(
            "Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed", "malformed");
  }

  /** Returns the JSON text, with a line end at its end. */
  public static String text(RuleSet rules) {
    return GSON.toJson(toJson(rules)) + "\n";
  }

  /** Returns the JSON form. */
  public static JsonObject toJson(RuleSet rules) {
    JsonObject json = new JsonObject();
    json.addProperty("version", RuleSet.VERSION);
    json.addProperty("name", rules.name());
    json.add("source", source(rules.source()));
    JsonArray list = new JsonArray();
    rules.rules().forEach(rule -> list.add(rule(rule)));
    json.add("rules", list);
    JsonArray candidates = new JsonArray();
    rules.candidates().forEach(candidate -> candidates.add(CandidateParser.toJson(candidate)));
    json.add("candidates", candidates);
    rules.grade().ifPresent(grade -> json.add("grade", GradeParser.toJson(grade)));
    if (!rules.references().isEmpty()) {
      JsonArray references = new JsonArray();
      rules.references().forEach(r -> references.add(NeedsReferenceParser.toJson(r)));
      json.add("references", references);
    }
    return json;
  }

  private static RuleSet fromJson(JsonObject json) {
    int version = require(json, "version").getAsInt();
    if (version != RuleSet.VERSION) {
      throw new IllegalArgumentException(
          "Unknown version: %d; known: %d; run ./submit.sh learn again on the results"
              .formatted(version, RuleSet.VERSION));
    }
    return new RuleSet(
        text(json, "name"),
        source(require(json, "source").getAsJsonObject()),
        list(json, "rules", rule -> rule(rule.getAsJsonObject())),
        list(json, "candidates", item -> CandidateParser.fromJson(item.getAsJsonObject())),
        Optional.ofNullable(json.get("grade"))
            .map(grade -> GradeParser.fromJson(grade.getAsJsonObject())),
        json.has("references")
            ? list(json, "references", r -> NeedsReferenceParser.fromJson(r.getAsJsonObject()))
            : List.of());
  }

  private static JsonObject source(RuleSource source) {
    JsonObject json = new JsonObject();
    json.add("sweeps", texts(source.sweeps()));
    json.add("results", texts(source.results()));
    json.add("data_sets", texts(source.dataSets()));
    json.addProperty("trials", source.trials());
    json.addProperty("created_at", source.createdAt().toString());
    json.addProperty("metric", source.metric());
    json.add("tasks", texts(source.tasks()));
    json.add("hardware", texts(source.hardware()));
    source.goal().ifPresent(goal -> json.add("goal", GoalParser.toJson(goal)));
    source.cost().ifPresent(cost -> json.add("cost", GoalParser.toJson(cost)));
    json.addProperty("margin", source.margin());
    return json;
  }

  private static RuleSource source(JsonObject json) {
    return new RuleSource(
        list(json, "sweeps", JsonElement::getAsString),
        list(json, "results", JsonElement::getAsString),
        list(json, "data_sets", JsonElement::getAsString),
        require(json, "trials").getAsInt(),
        Instant.parse(text(json, "created_at")),
        text(json, "metric"),
        list(json, "tasks", JsonElement::getAsString),
        list(json, "hardware", JsonElement::getAsString),
        Optional.ofNullable(json.get("goal"))
            .map(goal -> GoalParser.fromJson(goal.getAsJsonObject())),
        Optional.ofNullable(json.get("cost"))
            .map(cost -> GoalParser.costFromJson(cost.getAsJsonObject())),
        number(json, "margin"));
  }

  private static JsonObject rule(Rule rule) {
    JsonObject json = new JsonObject();
    json.addProperty("name", rule.name());
    json.add("when", conditions(rule.conditions()));
    JsonArray steps = new JsonArray();
    rule.steps()
        .forEach(
            step -> {
              JsonObject object = new JsonObject();
              object.add("when", conditions(step.conditions()));
              object.add("choice", ChoiceParser.toJson(step.choice()));
              steps.add(object);
            });
    json.add("then", steps);
    json.addProperty("because", rule.because());
    rule.confidence().ifPresent(confidence -> json.addProperty("confidence", confidence));
    json.addProperty("abstains", rule.abstains());
    rule.support().ifPresent(support -> json.add("support", support(support)));
    rule.deciding().ifPresent(deciding -> json.add("deciding", deciding(deciding)));
    return json;
  }

  private static Rule rule(JsonObject json) {
    JsonElement confidence = json.get("confidence");
    return new Rule(
        text(json, "name"),
        conditions(json),
        list(json, "then", step -> step(step.getAsJsonObject())),
        text(json, "because"),
        confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence.getAsDouble()),
        require(json, "abstains").getAsBoolean(),
        Optional.ofNullable(json.get("support")).map(support -> support(support.getAsJsonObject())),
        Optional.ofNullable(json.get("deciding"))
            .map(deciding -> deciding(deciding.getAsJsonObject())));
  }

  private static Rule.Step step(JsonObject json) {
    return new Rule.Step(
        conditions(json), ChoiceParser.fromJson(require(json, "choice").getAsJsonObject()));
  }

  private static JsonArray conditions(List<Condition> conditions) {
    JsonArray array = new JsonArray();
    conditions.forEach(condition -> array.add(condition(condition)));
    return array;
  }

  private static List<Condition> conditions(JsonObject json) {
    return list(json, "when", condition -> condition(condition.getAsJsonObject()));
  }

  private static JsonObject deciding(Deciding deciding) {
    JsonObject json = new JsonObject();
    JsonArray choices = new JsonArray();
    deciding.choices().forEach(choice -> choices.add(ChoiceParser.toJson(choice)));
    json.add("choices", choices);
    json.add("data_sets", texts(deciding.dataSets()));
    JsonArray seeds = new JsonArray();
    deciding.seeds().forEach(seeds::add);
    json.add("seeds", seeds);
    json.addProperty("seconds", deciding.seconds());
    json.addProperty("regret_removed", deciding.regretRemoved());
    return json;
  }

  private static Deciding deciding(JsonObject json) {
    return new Deciding(
        list(json, "choices", choice -> ChoiceParser.fromJson(choice.getAsJsonObject())),
        list(json, "data_sets", JsonElement::getAsString),
        list(json, "seeds", JsonElement::getAsLong),
        number(json, "seconds"),
        number(json, "regret_removed"));
  }

  private static JsonObject condition(Condition condition) {
    JsonObject json = new JsonObject();
    if (condition instanceof Condition.OneOf oneOf) {
      json.addProperty("feature", oneOf.category().column());
      json.add("one_of", texts(oneOf.names()));
    } else {
      Condition.Limit limit = (Condition.Limit) condition;
      json.addProperty("feature", limit.feature().column());
      json.addProperty("operator", limit.operator().key());
      json.addProperty("threshold", limit.threshold());
    }
    return json;
  }

  private static Condition condition(JsonObject json) {
    String feature = text(json, "feature");
    if (json.has("one_of")) {
      Category category = feature.equals("task") ? Category.TASK : Category.HARDWARE;
      if (!category.column().equals(feature)) {
        throw new IllegalArgumentException(
            "Unknown category: " + feature + "; known: task, hardware");
      }
      return new Condition.OneOf(
          category, new TreeSet<>(list(json, "one_of", JsonElement::getAsString)));
    }
    return new Condition.Limit(
        Feature.find(feature),
        Condition.Operator.find(text(json, "operator")),
        number(json, "threshold"));
  }

  private static JsonObject support(Support support) {
    JsonObject json = new JsonObject();
    json.add("data_sets", texts(support.dataSets()));
    json.add("trial_ids", texts(support.trialIds()));
    json.addProperty("environments", support.environments());
    json.addProperty("mean_regret", support.meanRegret());
    support
        .runnerUp()
        .ifPresent(
            next -> {
              JsonObject object = new JsonObject();
              object.addProperty("label", next.label());
              object.addProperty("margin", next.margin());
              json.add("runner_up", object);
            });
    return json;
  }

  private static Support support(JsonObject json) {
    return new Support(
        list(json, "data_sets", JsonElement::getAsString),
        list(json, "trial_ids", JsonElement::getAsString),
        require(json, "environments").getAsInt(),
        number(json, "mean_regret"),
        Optional.ofNullable(json.get("runner_up"))
            .map(JsonElement::getAsJsonObject)
            .map(next -> new Support.RunnerUp(text(next, "label"), number(next, "margin"))));
  }

  static JsonArray texts(Collection<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static <T> List<T> list(JsonObject json, String name, Function<JsonElement, T> parse) {
    List<T> items = new ArrayList<>();
    require(json, name).getAsJsonArray().forEach(item -> items.add(parse.apply(item)));
    return items;
  }

  static double number(JsonObject json, String name) {
    return require(json, name).getAsDouble();
  }

  static String text(JsonObject json, String name) {
    return require(json, name).getAsString();
  }

  static JsonElement require(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Cannot read a rule set without " + name);
    }
    return value;
  }
}
