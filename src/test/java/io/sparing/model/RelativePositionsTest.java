package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.script.Layers;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RelativePositionsTest {

  private static final int ENTRIES = 32;

  /** A table whose biases are their own numbers shows which one every two tokens get. */
  @Test
  void farTokensShareABias() throws IOException {
    JsonObject mpnet =
        TinyFolder.recorded().stream().filter(c -> c.has("buckets")).findFirst().orElseThrow();
    int[] before =
        mpnet.getAsJsonArray("buckets").asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    int last = before.length - 1;
    float[] numbers = new float[ENTRIES];
    for (int entry = 0; entry < ENTRIES; entry++) {
      numbers[entry] = entry;
    }
    ScriptModule table = Layers.embedding(TensorData.floats(numbers, ENTRIES, 1));
    ScriptModule module = RelativePositions.addTo(ScriptModule.of("Biases"), table, ENTRIES);
    try (LoadedScript script = LoadedScript.load(module, Device.cpu());
        NDManager manager = script.newManager()) {
      NDArray states = manager.zeros(new Shape(2, before.length, 3));
      NDArray biases = script.call(manager, "relative", states);
      assertThat(biases.getShape()).isEqualTo(new Shape(1, 1, before.length, before.length));
      for (int place = 0; place <= last; place++) {
        assertThat(biases.getFloat(0, 0, last, place)).isEqualTo(before[place]);
        float after = place == last ? 0 : ENTRIES / 2 + before[place];
        assertThat(biases.getFloat(0, 0, place, last)).isEqualTo(after);
      }
    }
  }
}
