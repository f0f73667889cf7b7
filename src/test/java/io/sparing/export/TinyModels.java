package io.sparing.export;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.TinyBert;
import io.sparing.quant.NumberFormats;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Finished models on the tiny BERT; what was added to it has the formula's values. */
final class TinyModels {

  private TinyModels() {}

  /** A model of one trial. */
  static FinishedModel of(String strategy, String format, Map<String, Object> parameters) {
    return of(strategy, format, 0, List.of(parameters));
  }

  /** One trial of several that trained together. */
  static FinishedModel of(
      String name, String format, int lane, List<Map<String, Object>> parameters) {
    ScriptModule encoder = TinyBert.encoder("mean");
    Strategy strategy = Strategies.find(name);
    ScriptModule adapted =
        strategy.adapt(
            encoder,
            new Adaptation(
                TinyBert.manifest("mean"),
                new Unprompted(TinyBert.CLASSES),
                parameters.stream().map(values -> lane(strategy, values)).toList()));
    Map<String, TensorData> added = new LinkedHashMap<>(adapted.allParameters());
    added.keySet().removeAll(encoder.allTensors().keySet());
    added.replaceAll((path, value) -> TinyBert.formula(path, value.shape()));
    ScriptModule trained = adapted.withParameters(added);
    ScriptModule merged = strategy.deploy(trained, lane);
    return new FinishedModel(
        "tiny · " + name,
        TinyBert.manifest("mean"),
        List.of("red", "green", "blue"),
        trained,
        lane,
        merged,
        NumberFormats.find(format).apply(merged),
        format,
        NumberFormats.find(format).quantizationConfig(),
        () -> new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
  }

  /** A lane with these parameters, defaults otherwise. */
  private static Adaptation.Lane lane(Strategy strategy, Map<String, Object> values) {
    SortedMap<String, Object> parameters = StrategyParameters.of(strategy, values);
    return new Adaptation.Lane(parameters, 1);
  }

  /** Logits of the tiny model's rows, given to each lane; those of the last lane. */
  static float[] logits(ScriptModule model, int lanes) {
    Shape shape = new Shape((long) lanes * TinyBert.ROWS, TinyBert.LENGTH);
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs =
          Stream.of(TinyBert.ids(), TinyBert.types(), TinyBert.mask())
              .map(values -> manager.create(repeated(values, lanes), shape))
              .toList();
      float[] all = script.call(manager, "logits", inputs).toFloatArray();
      return Arrays.copyOfRange(all, all.length - all.length / lanes, all.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] repeated(long[] values, int times) {
    long[] all = new long[times * values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i % values.length];
    }
    return all;
  }
}
