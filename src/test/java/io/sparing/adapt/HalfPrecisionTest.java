package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.sparing.quant.HalfPrecision;
import io.sparing.quant.NumberFormat;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every strategy's model trained and deployed in 16 bits. */
class HalfPrecisionTest {

  private static final int ROWS = 4;
  private static final int LENGTH = 12;

  /** What trains in any format, and by its answers alone. */
  static Stream<String> trained() {
    Stream<String> known =
        Strategies.known().values().stream()
            .filter(
                strategy ->
                    strategy.trains() && strategy.numberFormats().isEmpty() && !strategy.ownLoss())
            .map(Strategy::name);
    return Stream.concat(known, Stream.of("deep prompt", "lora dora"));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void gradientsInBrainFloatsAreCloseToExactOnes(String name) throws IOException {
    ScriptModule model = Adapted.moved(adapted(name), 0.02);
    assertClose(HalfPrecision.bf16().training(model), model, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "lora", "freeze"})
  void soTheyAreWithJointProjections(String name) throws IOException {
    ScriptModule model = Adapted.moved(adapted(name), 0.02);
    assertClose(HalfPrecision.bf16().training(JointProjection.in(model)), model, name);
  }

  private static void assertClose(ScriptModule rounded, ScriptModule model, String name)
      throws IOException {
    assertThat(rounded.allParameters()).isEqualTo(model.allParameters());
    assertThat(frozenTypes(rounded)).allMatch(io.sparing.script.DataType.BFLOAT16::equals);
    float[] exact = gradients(model);
    float[] found = gradients(rounded);
    assertThat(found).isNotEqualTo(exact);
    assertThat(cosine(found, exact)).as(name).isGreaterThan(0.99);
  }

  private static ScriptModule adapted(String name) {
    return switch (name) {
      case "deep prompt" -> by(new PromptTuning(), Map.of("prompt_layers", "middle"));
      case "lora dora" -> by(new Lora(), Map.of("use_dora", true));
      default -> Adapted.by(Strategies.find(name), 1);
    };
  }

  private static ScriptModule by(Strategy strategy, Map<String, ?> values) {
    return Adapted.by(
        strategy, List.of(new Adaptation.Lane(StrategyParameters.of(strategy, values), 1)));
  }

  @ParameterizedTest
  @CsvSource({"bf16, 0.999", "fp16, 0.99999"})
  void deployedLogitsAreCloseToExactOnes(String name, double least) {
    NumberFormat format = name.equals("bf16") ? HalfPrecision.bf16() : HalfPrecision.fp16();
    Strategy lora = new Lora();
    ScriptModule deployed = lora.deploy(Adapted.moved(Adapted.by(lora, 1), 0.02), 0);
    ScriptModule half = format.apply(deployed);
    assertThat(half.weightBytes()).isEqualTo(deployed.weightBytes() / 2);
    float[] exact = Adapted.logits(deployed, 1);
    assertThat(Adapted.logits(half, 1)).isNotEqualTo(exact);
    assertThat(cosine(Adapted.logits(half, 1), exact)).isGreaterThan(least);
  }

  @Test
  void onlyHalfPrecisionScalesItsLoss() {
    assertThat(HalfPrecision.fp16().scalesLoss()).isTrue();
    assertThat(HalfPrecision.bf16().scalesLoss()).isFalse();
  }

  private static List<io.sparing.script.DataType> frozenTypes(ScriptModule model) {
    return model.allTensors().entrySet().stream()
        .filter(entry -> !model.allParameters().containsKey(entry.getKey()))
        .map(entry -> entry.getValue().type())
        .filter(io.sparing.script.DataType::floating)
        .toList();
  }

  /** The gradient of the mean loss to all that is trained, flat, as libtorch gives it: fp32. */
  private static float[] gradients(ScriptModule model) throws IOException {
    ScriptModule wrapped =
        ScriptModule.of(
                "Gradients",
                """
                def gradients(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
                  torch.set_grad_enabled(True)
                  loss = torch.cross_entropy_loss((self.model).logits(inputs), labels)
                  found = torch.grad([loss], self.trained())
                  torch.set_grad_enabled(False)
                  flat = annotate(List[Tensor], [])
                  for i in range(torch.len(found)):
                    torch.append(flat, torch.flatten(torch._unwrap_optional(found[i])))
                  return torch.cat(flat)
                """,
                model.allParameters().keySet().stream()
                    .map(HalfPrecisionTest::expression)
                    .collect(
                        Collectors.joining(
                            ", ", "def trained(self) -> List[Tensor]:\n  return [", "]\n")))
            .withChild("model", model);
    try (LoadedScript script = LoadedScript.load(wrapped, Device.cpu());
        NDManager manager = script.newManager()) {
      NDArray labels = manager.create(new long[] {0, 1, 2, 3});
      NDArray found = script.callWithGradients(manager, "gradients", inputs(manager), labels);
      assertThat(found.getDataType()).isEqualTo(DataType.FLOAT32);
      float[] values = found.toFloatArray();
      assertThat(values)
          .hasSize(
              (int) model.allParameters().values().stream().mapToLong(TensorData::elements).sum());
      return values;
    }
  }

  private static List<NDArray> inputs(NDManager manager) {
    Random random = new Random(3);
    long[] ids = new long[ROWS * LENGTH];
    long[] mask = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 1000L + random.nextInt(20000);
      mask[i] = i % LENGTH < 5 + i / LENGTH ? 1 : 0;
    }
    Shape shape = new Shape(ROWS, LENGTH);
    return Stream.of(ids, new long[ids.length], mask).map(a -> manager.create(a, shape)).toList();
  }

  private static String expression(String path) {
    String expression = "(self).model";
    for (String key : path.split("\\.", -1)) {
      expression =
          Character.isDigit(key.charAt(0))
              ? "getattr(%s, \"%s\")".formatted(expression, key)
              : "(%s).%s".formatted(expression, key);
    }
    return expression;
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double squaresOfOne = 0;
    double squaresOfOther = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      squaresOfOne += (double) one[i] * one[i];
      squaresOfOther += (double) other[i] * other[i];
    }
    return product / Math.sqrt(squaresOfOne * squaresOfOther);
  }
}
