package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.model.RecordedCases;
import io.sparing.model.TinyBert;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logits, loss and every gradient against what Hugging Face's transformers and PEFT gave, as {@code
 * src/test/parity/strategies.py} recorded it.
 */
class ParityTest {

  private static final double TOLERANCE = 1e-4;

  /** What is trained on the tiny model, by the recorded name. */
  private static ScriptModule adapted(String name, String pooling) {
    return switch (name) {
      case "lora" -> by(new Lora(), Map.of("lora_rank", 2L, "lora_alpha", 4.0), pooling);
      case "lora-fa" -> by(new LoraFa(), Map.of("lora_rank", 2L, "lora_alpha", 4.0), pooling);
      case "lora dora" ->
          by(new Lora(), Map.of("lora_rank", 2L, "lora_alpha", 4.0, "use_dora", true), pooling);
      case "vera" -> by(new Vera(), Map.of("vera_rank", 4L), pooling);
      case "adapter-pfeiffer", "adapter-houlsby" ->
          by(
              new Adapter(),
              Map.of("reduction_factor", 4L, "adapter_placement", name.substring(8)),
              pooling);
      case "prompt" -> by(new PromptTuning(), Map.of("num_virtual_tokens", 3L), pooling);
      default -> by(Strategies.find(name), Map.of(), pooling);
    };
  }

  private static ScriptModule by(Strategy strategy, Map<String, ?> parameters, String pooling) {
    ScriptModule encoder = TinyBert.encoder(pooling);
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(strategy, parameters), 1);
    ScriptModule model =
        strategy.adapt(
            encoder,
            new Adaptation(
                TinyBert.manifest(pooling), new Unprompted(TinyBert.CLASSES), List.of(lane)));
    Map<String, TensorData> added = new LinkedHashMap<>(model.allParameters());
    added.keySet().removeAll(encoder.allTensors().keySet());
    added.replaceAll((path, value) -> TinyBert.formula(path, value.shape()));
    return drawn(model.withParameters(added));
  }

  /** Factors that are drawn and not trained have the formula's values, too. */
  private static ScriptModule drawn(ScriptModule model) {
    return model.map(
        (path, module) -> {
          ScriptModule changed = module;
          for (Map.Entry<String, TensorData> buffer : module.buffers().entrySet()) {
            String name = buffer.getKey();
            if (name.startsWith("vera_") || name.equals("lora_A")) {
              String formula = name.equals("lora_A") ? path + "." + name : name;
              changed =
                  changed.withBuffer(name, TinyBert.formula(formula, buffer.getValue().shape()));
            }
          }
          return changed;
        });
  }

  static Stream<Recorded> recorded() {
    return RecordedCases.of("strategies.json").stream().map(Recorded::new);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void logitsLossAndGradientsAgreeWithHuggingFace(Recorded recorded) throws IOException {
    agrees(recorded, adapted(recorded.name(), recorded.pooling()));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void soTheyDoWithJointProjections(Recorded recorded) throws IOException {
    agrees(recorded, JointProjection.in(adapted(recorded.name(), recorded.pooling())));
  }

  private static void agrees(Recorded recorded, ScriptModule model) throws IOException {
    Answer answer = Answer.of(model);
    assertThat(answer.gradients()).containsOnlyKeys(recorded.gradients().keySet());
    double logits = difference(recorded.numbers("logits"), answer.logits());
    double loss = Math.abs(recorded.json().get("loss").getAsDouble() - answer.loss());
    double gradients = 0;
    for (String path : recorded.gradients().keySet()) {
      JsonObject expected = recorded.gradients().getAsJsonObject(path);
      double found = gradient(expected, answer.gradients().get(path));
      assertThat(found).as(path).isLessThan(TOLERANCE);
      gradients = Math.max(gradients, found);
    }
    System.out.printf(
        "%s: largest difference %.1e of logits, %.1e of the loss, %.1e of a gradient%n",
        recorded, logits, loss, gradients);
    assertThat(logits).as("logits").isLessThan(TOLERANCE);
    assertThat(loss).as("loss").isLessThan(TOLERANCE);
  }

  /** The largest difference of values recorded whole, or of norm, sum and some values. */
  private static double gradient(JsonObject expected, float[] actual) {
    double[] values = numbers(expected.getAsJsonArray("values"));
    if (!expected.has("stride")) {
      return difference(values, actual);
    }
    int stride = expected.get("stride").getAsInt();
    float[] some = new float[values.length];
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      squares += (double) actual[i] * actual[i];
      sum += actual[i];
      if (i % stride == 0 && i / stride < some.length) {
        some[i / stride] = actual[i];
      }
    }
    double whole =
        Math.max(
            Math.abs(expected.get("norm").getAsDouble() - Math.sqrt(squares)),
            Math.abs(expected.get("sum").getAsDouble() - sum));
    return Math.max(whole, difference(values, some));
  }

  private static double difference(double[] expected, float[] actual) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
    }
    return largest;
  }

  private static double[] numbers(JsonArray array) {
    return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  /** One strategy's record. */
  record Recorded(JsonObject json) {

    String name() {
      return json.get("name").getAsString();
    }

    String pooling() {
      return json.get("pooling").getAsString();
    }

    JsonObject gradients() {
      return json.getAsJsonObject("gradients");
    }

    double[] numbers(String key) {
      return ParityTest.numbers(json.getAsJsonArray(key));
    }

    @Override
    public String toString() {
      return name() + ", " + pooling();
    }
  }

  /** What a classifier gives for the tiny model's inputs. */
  private record Answer(float loss, float[] logits, Map<String, float[]> gradients) {

    private static final String GRADIENTS =
        """
        def gradients(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
          torch.set_grad_enabled(True)
          logits = (self.model).logits(inputs)
          loss = torch.cross_entropy_loss(logits, labels)
          found = torch.grad([loss], annotate(List[Tensor], [%s]))
          torch.set_grad_enabled(False)
          flat = [torch.view(loss, [1]), torch.flatten(logits)]
          for i in range(torch.len(found)):
            torch.append(flat, torch.flatten(torch._unwrap_optional(found[i])))
          return torch.detach(torch.cat(flat))
        """;

    static Answer of(ScriptModule model) throws IOException {
      String parameters =
          model.allParameters().keySet().stream()
              .map(Answer::expression)
              .collect(Collectors.joining(", "));
      ScriptModule wrapped =
          ScriptModule.of("Gradients", GRADIENTS.formatted(parameters)).withChild("model", model);
      Shape shape = new Shape(TinyBert.ROWS, TinyBert.LENGTH);
      try (LoadedScript script = LoadedScript.load(wrapped, Device.cpu());
          NDManager manager = script.newManager()) {
        List<NDArray> inputs =
            Stream.of(TinyBert.ids(), TinyBert.types(), TinyBert.mask())
                .map(values -> manager.create(values, shape))
                .toList();
        NDArray labels = manager.create(new long[] {0, 1, 2});
        return split(
            model, script.callWithGradients(manager, "gradients", inputs, labels).toFloatArray());
      }
    }

    private static Answer split(ScriptModule model, float[] flat) {
      int next = 1 + TinyBert.ROWS * TinyBert.CLASSES;
      float[] logits = Arrays.copyOfRange(flat, 1, next);
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (Map.Entry<String, TensorData> parameter : model.allParameters().entrySet()) {
        int end = next + Math.toIntExact(parameter.getValue().elements());
        gradients.put(parameter.getKey(), Arrays.copyOfRange(flat, next, end));
        next = end;
      }
      assertThat(next).isEqualTo(flat.length);
      return new Answer(flat[0], logits, gradients);
    }

    private static String expression(String path) {
      String expression = "self.model";
      for (String key : path.split("\\.", -1)) {
        expression =
            Character.isDigit(key.charAt(0))
                ? "getattr(%s, \"%s\")".formatted(expression, key)
                : "(%s).%s".formatted(expression, key);
      }
      return expression;
    }
  }
}
