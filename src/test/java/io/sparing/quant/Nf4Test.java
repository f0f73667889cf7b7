package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.model.Encoders;
import io.sparing.model.Models;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Nf4Test {

  /** Its last block is not full. */
  private static final float[] WEIGHT =
      QuantizedLayer.normal(QuantizedLayer.OUT * QuantizedLayer.IN, 1);

  private final ScriptModule quantized = new Nf4().apply(QuantizedLayer.around(WEIGHT));
  private final ScriptModule dequantized =
      QuantizedLayer.around(Nf4Matrix.quantize(WEIGHT).dequantize());

  @Test
  void libtorchDequantizesAsJavaDoes() throws IOException {
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
  void numbersThatEndInsideABlockAreAllKept() {
    float[] values = QuantizedLayer.normal(100, 7);
    float[] kept = Nf4Matrix.quantize(values).dequantize();
    assertThat(kept).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(kept[i]).isCloseTo(values[i], within(0.5f));
    }
    assertThat(Nf4Matrix.quantize(new float[70]).dequantize()).containsOnly(0);
  }

  @Test
  void linearLayersInsideOthersAreReplaced() {
    assertThat(quantized.at("base_layer").name()).isEqualTo("Nf4Linear");
    assertThat(quantized.name()).isEqualTo("LoraLinear");
  }

  @Test
  void miniLmsLinearWeightsTakeAtMostSixTenthsOfAByteEach() throws IOException {
    List<ScriptModule> layers = new ArrayList<>();
    new Nf4()
        .apply(Encoders.load(Models.find("minilm-l6")))
        .map(
            (path, module) -> {
              if (module.name().equals("Nf4Linear")) {
                layers.add(module);
              }
              return module;
            });
    long bytes = 0;
    for (ScriptModule layer : layers) {
      bytes += layer.weightBytes() - layer.tensor("bias").byteCount();
    }
    long weights = 6 * (4 * 384 * 384 + 2 * 384 * 1536);
    assertThat(layers).hasSize(36);
    assertThat((double) bytes / weights).isBetween(0.5, 0.6);
  }

  @Test
  void tablesAreSharedBetweenLayers() {
    TensorData one = quantized.at("base_layer").tensor("pairs");
    ScriptModule other = new Nf4().apply(QuantizedLayer.around(WEIGHT));
    assertThat(other.at("base_layer").tensor("pairs")).isSameAs(one);
  }
}
