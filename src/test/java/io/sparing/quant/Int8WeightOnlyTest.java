package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class Int8WeightOnlyTest {

  private static final float[] WEIGHT =
      QuantizedLayer.normal(QuantizedLayer.OUT * QuantizedLayer.IN, 1);

  private final ScriptModule quantized = new Int8WeightOnly().apply(QuantizedLayer.around(WEIGHT));
  private final ScriptModule dequantized = QuantizedLayer.around(dequantized());

  private float[] dequantized() {
    ScriptModule layer = quantized.at("base_layer");
    TensorData codes = layer.tensor("weight");
    float[] scales = layer.tensor("scale").toFloats();
    float[] values = new float[WEIGHT.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = codes.bytes().get(i) * scales[i / QuantizedLayer.IN];
    }
    return values;
  }

  @Test
  void aWeightIsOffByHalfAStepAtMost() {
    float[] scales = quantized.at("base_layer").tensor("scale").toFloats();
    float[] values = dequantized();
    for (int i = 0; i < values.length; i++) {
      float half = scales[i / QuantizedLayer.IN] / 2;
      assertThat(values[i]).isCloseTo(WEIGHT[i], within(1.001f * half));
    }
  }

  @Test
  void itAnswersAsTheDequantizedLayer() throws IOException {
    assertThat(QuantizedLayer.forward(quantized))
        .containsExactly(QuantizedLayer.forward(dequantized), within(1e-5f))
        .isNotEqualTo(QuantizedLayer.forward(QuantizedLayer.around(WEIGHT)));
  }

  @Test
  void gradientsFlowToTheInput() throws IOException {
    assertThat(QuantizedLayer.gradient(quantized))
        .containsExactly(QuantizedLayer.gradient(dequantized), within(1e-5f));
  }

  @Test
  void aWeightTakesAByteAndARowAScale() {
    ScriptModule layer = quantized.at("base_layer");
    assertThat(layer.weightBytes())
        .isEqualTo(
            QuantizedLayer.OUT * (QuantizedLayer.IN + 4L) + layer.tensor("bias").byteCount());
  }
}
