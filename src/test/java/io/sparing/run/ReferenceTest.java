package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.measure.Metric;
import io.sparing.model.ReferenceModels;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The numbers of {@code jobs/reference.yaml} are what they were when they were checked in. On a
 * processor with the same instructions every digit is; another sums in another order, so that
 * losses may differ a little, and a row or two may get another class.
 *
 * <p>{@code ./submit.sh test-slow -Dtest=ReferenceTest -Dsparing.record=true} records them anew.
 */
@Tag("slow")
class ReferenceTest {

  private static final Path RECORDED =
      Path.of("src/test/resources/io/sparing/reference.json").toAbsolutePath();
  private static final List<Metric> COMPARED =
      List.of(
          Metric.ACCURACY,
          Metric.MACRO_F1,
          Metric.TEST_LOSS,
          Metric.VALIDATION_ACCURACY,
          Metric.TRAINABLE_PARAMETERS,
          Metric.TOTAL_PARAMETERS,
          Metric.WEIGHT_BYTES,
          Metric.TRAIN_STEPS,
          Metric.TRAIN_EXAMPLES_USED,
          Metric.FROZEN_LAYERS_END,
          Metric.ROWS_CUT);
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  static {
    // One thread sums in one order, however many cores there are.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
  }

  /** By how much a number may differ on another processor. */
  private static final double ELSEWHERE = 0.05;

  @Test
  void everyNumberIsAsItWas() throws IOException {
    ReferenceModels.write();
    JsonObject found = run();
    if (Boolean.getBoolean("sparing.record")) {
      Files.writeString(RECORDED, GSON.toJson(found) + "\n");
    }
    JsonObject recorded = JsonParser.parseString(Files.readString(RECORDED)).getAsJsonObject();
    JsonObject trials = recorded.getAsJsonObject("trials");
    JsonObject now = found.getAsJsonObject("trials");
    assertThat(now.keySet()).isEqualTo(trials.keySet());
    boolean sameProcessor = found.get("processor").equals(recorded.get("processor"));
    System.out.printf(
        "reference: %d trials, %s%n",
        trials.size(),
        sameProcessor ? "compared by every digit" : "recorded on " + recorded.get("processor"));
    for (String id : trials.keySet()) {
      compare(now.getAsJsonObject(id), trials.getAsJsonObject(id), sameProcessor);
    }
  }

  private static void compare(JsonObject now, JsonObject recorded, boolean sameProcessor) {
    String label = recorded.get("label").getAsString();
    if (sameProcessor) {
      assertThat(now).as(label).isEqualTo(recorded);
      return;
    }
    assertThat(now.keySet()).as(label).isEqualTo(recorded.keySet());
    for (String name : recorded.keySet()) {
      double[] expected = numbers(recorded.get(name));
      double[] actual = numbers(now.get(name));
      assertThat(actual).as(label + " " + name).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        double room = ELSEWHERE * Math.max(1, Math.abs(expected[i]));
        assertThat(Math.abs(actual[i] - expected[i])).as(label + " " + name).isLessThan(room);
      }
    }
  }

  /** Those of a value that has any. */
  private static double[] numbers(JsonElement value) {
    List<JsonElement> all = value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
    return all.stream()
        .filter(number -> number.getAsJsonPrimitive().isNumber())
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }

  /** One name stands for several processors, whose libtorch computes with other instructions. */
  private static String processor(Provenance provenance) {
    return provenance.hardware() + " with " + provenance.processor().vectorInstructions();
  }

  private static JsonObject run() {
    TreeMap<String, JsonObject> byId = new TreeMap<>();
    JsonObject found = new JsonObject();
    TrialRunner runner = new LocalTrialRunner();
    for (TrialSpec spec : SweepParser.parse(Path.of("jobs/reference.yaml"), List.of()).trials()) {
      TrialResult result = runner.run(spec, share -> {});
      assertThat(result.message()).as(spec.label()).isEmpty();
      byId.put(spec.id(), numbers(result));
      found.addProperty("processor", processor(result.provenance()));
    }
    JsonObject trials = new JsonObject();
    byId.forEach(trials::add);
    found.add("trials", trials);
    return found;
  }

  private static JsonObject numbers(TrialResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("label", result.spec().label());
    for (Metric metric : COMPARED) {
      result
          .measurements()
          .find(metric)
          .ifPresent(value -> json.addProperty(metric.column(), value));
    }
    JsonArray losses = new JsonArray();
    result.curve().forEach(point -> losses.add(point.trainLoss()));
    json.add("train_loss", losses);
    return json;
  }
}
