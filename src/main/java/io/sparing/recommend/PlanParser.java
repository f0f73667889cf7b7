package io.sparing.recommend;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sparing.needs.Machine;
import io.sparing.needs.Scale;
import io.sparing.selector.Candidate;
import io.sparing.selector.CandidateParser;
import io.sparing.selector.ChoiceParser;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import java.util.List;

/** The JSON form of a {@link Plan}; for reading by others, not by Sparing. */
public final class PlanParser {

  private PlanParser() {}

  /** Returns the JSON form, with candidates where there are some. */
  public static JsonObject toJson(Plan plan, List<Candidate> candidates) {
    JsonObject json = toJson(plan);
    if (!candidates.isEmpty()) {
      JsonArray array = new JsonArray();
      candidates.forEach(candidate -> array.add(CandidateParser.toJson(candidate)));
      json.add("candidates", array);
    }
    return json;
  }

  /** Returns the JSON form; what is not known is absent. */
  public static JsonObject toJson(Plan plan) {
    JsonObject json = new JsonObject();
    json.add("environment", environment(plan.environment()));
    ChoiceParser.toJson(plan.choice()).asMap().forEach(json::add);
    plan.rank().ifPresent(rank -> json.addProperty("rank", rank));
    json.addProperty("batch_size", plan.batchSize());
    plan.epochs().ifPresent(epochs -> json.addProperty("epochs", epochs));
    plan.learningRate().ifPresent(rate -> json.addProperty("learning_rate", rate));
    plan.retrieval().ifPresent(retrieval -> json.add("retrieval", retrieval(retrieval)));
    json.addProperty("devices", plan.devices());
    json.addProperty("rule", plan.rule().name());
    json.addProperty("reason", plan.reason());
    plan.rule().confidence().ifPresent(value -> json.addProperty("confidence", value));
    plan.measured().ifPresent(candidate -> json.add("measured", CandidateParser.toJson(candidate)));
    plan.origin().ifPresent(origin -> json.add("needs_from", origin(origin)));
    json.add("exceeded", texts(plan.exceeded().stream().map(Exceeded::words).toList()));
    json.add("trials", texts(plan.trials()));
    JsonArray flips = new JsonArray();
    plan.flips().forEach(flip -> flips.add(flip(flip)));
    json.add("flips", flips);
    json.add("cautions", texts(plan.cautions()));
    if (plan.lookingSeconds() > 0) {
      json.addProperty("looking_seconds", plan.lookingSeconds());
    }
    return json;
  }

  private static JsonObject environment(Environment environment) {
    JsonObject json = new JsonObject();
    json.addProperty("task", environment.task());
    json.addProperty("hardware", environment.hardware());
    for (Feature feature : Feature.values()) {
      boolean known = feature != Feature.CLASSES || environment.classes() > 0;
      if (known && Double.isFinite(environment.value(feature))) {
        json.addProperty(feature.column(), environment.value(feature));
      }
    }
    return json;
  }

  private static JsonObject origin(NeedsOrigin origin) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", origin.key());
    json.addProperty("words", origin.words());
    origin.reference().ifPresent(from -> json.add("rows", machine(from.machine(), from.rows())));
    origin
        .here()
        .ifPresent(to -> json.add("calibration", machine(to.machine(), to.trials().size())));
    JsonObject factors = new JsonObject();
    origin.scales().forEach((feature, scale) -> factors.add(feature.column(), factor(scale)));
    json.add("factors", factors);
    return json;
  }

  private static JsonObject machine(Machine machine, int trials) {
    JsonObject json = new JsonObject();
    json.addProperty("hardware", machine.hardware());
    json.addProperty("threads", machine.threads());
    json.addProperty("trials", trials);
    return json;
  }

  private static JsonObject factor(Scale scale) {
    JsonObject json = new JsonObject();
    json.addProperty("low", scale.interval().low());
    json.addProperty("estimate", scale.factor());
    json.addProperty("high", scale.interval().high());
    json.addProperty("trials", scale.trials());
    return json;
  }

  private static JsonObject retrieval(Retrieval retrieval) {
    JsonObject json = new JsonObject();
    json.addProperty("embedder", retrieval.embedder());
    json.addProperty("generator", retrieval.generator());
    json.addProperty("index", retrieval.index());
    return json;
  }

  private static JsonObject flip(Flip flip) {
    JsonObject json = new JsonObject();
    json.addProperty("feature", flip.feature().column());
    json.addProperty("sign", flip.sign());
    json.addProperty("threshold", flip.threshold());
    json.addProperty("becomes", flip.becomes());
    return json;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
