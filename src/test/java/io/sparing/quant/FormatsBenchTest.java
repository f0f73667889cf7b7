package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.data.Batch;
import io.sparing.data.Datasets;
import io.sparing.data.TokenIds;
import io.sparing.data.Tokenizer;
import io.sparing.model.Encoders;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What MiniLM's vectors of 200 real glosses lose in each number format, and what a forward pass
 * over 32 texts of 64 tokens takes, formats taking turns. With {@code
 * -Dai.djl.pytorch.num_threads=2}, int8 takes half of fp32's time at most.
 */
@Tag("bench")
class FormatsBenchTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int ROUNDS = 15;

  @Test
  void formatsAreCompared() throws IOException {
    ScriptModule encoder = Encoders.load(MODEL);
    Map<String, ScriptModule> trees = new LinkedHashMap<>();
    NumberFormats.known().forEach((name, format) -> trees.put(name, format.apply(encoder)));
    trees.put("int8, 7-bit activations", Int8Dynamic.ofActivationBits(7).apply(encoder));
    trees.put("int8, 8-bit activations", Int8Dynamic.ofActivationBits(8).apply(encoder));
    Map<String, LoadedScript> scripts = new LinkedHashMap<>();
    for (Map.Entry<String, ScriptModule> tree : trees.entrySet()) {
      scripts.put(tree.getKey(), LoadedScript.load(tree.getValue(), Device.cpu()));
    }
    List<float[]> exact = vectors(scripts.get("fp32"));
    Map<String, double[]> millis = millis(scripts);
    for (Map.Entry<String, LoadedScript> script : scripts.entrySet()) {
      List<float[]> found = vectors(script.getValue());
      double[] cosines =
          IntStream.range(0, exact.size())
              .mapToDouble(row -> cosine(exact.get(row), found.get(row)))
              .sorted()
              .toArray();
      double mean = Arrays.stream(cosines).average().orElseThrow();
      System.out.printf(
          "%-24s %,12d bytes  cosine mean %.5f least %.5f  %7.1f ms%n",
          script.getKey(),
          trees.get(script.getKey()).weightBytes(),
          mean,
          cosines[0],
          millis.get(script.getKey())[ROUNDS / 2]);
      assertThat(mean).as(script.getKey()).isGreaterThan(0.95);
      script.getValue().close();
    }
    assertThat(millis.get("int8")[ROUNDS / 2])
        .as("int8 against fp32")
        .isLessThanOrEqualTo(0.5 * millis.get("fp32")[ROUNDS / 2]);
  }

  private static Map<String, double[]> millis(Map<String, LoadedScript> scripts) {
    long[] ids = new Random(1).longs(32 * 64, 1000, 21000).toArray();
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    Map<String, double[]> millis = new LinkedHashMap<>();
    for (int round = -3; round < ROUNDS; round++) {
      for (Map.Entry<String, LoadedScript> script : scripts.entrySet()) {
        long start = System.nanoTime();
        embed(script.getValue(), ids, ones, 32);
        double taken = (System.nanoTime() - start) / 1e6;
        if (round >= 0) {
          millis.computeIfAbsent(script.getKey(), name -> new double[ROUNDS])[round] = taken;
        }
      }
    }
    millis.values().forEach(Arrays::sort);
    return millis;
  }

  private static List<float[]> vectors(LoadedScript script) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    try (InputStream json = ModelFiles.tokenizer(MODEL);
        Tokenizer tokenizer = Tokenizer.load(json)) {
      for (TokenIds text :
          tokenizer.encode(Datasets.load("wordnet-topic").test().subList(0, 200), "", 64)) {
        Batch one = Batch.of(List.of(text), new int[] {0});
        vectors.add(embed(script, one.ids(), one.mask(), 1));
      }
    }
    return vectors;
  }

  private static float[] embed(LoadedScript script, long[] ids, long[] mask, int rows) {
    try (NDManager manager = script.newManager()) {
      Shape shape = new Shape(rows, ids.length / rows);
      List<NDArray> inputs =
          Stream.of(ids, new long[ids.length], mask).map(a -> manager.create(a, shape)).toList();
      return script.call(manager, "embed", inputs).toFloatArray();
    }
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
