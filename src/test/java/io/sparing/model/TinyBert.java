package io.sparing.model;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A BERT of two layers whose weights and inputs come from a formula of a tensor's name and an
 * element's index, which {@code src/test/parity} repeats in Python.
 */
public final class TinyBert {

  public static final int HIDDEN = 16;
  public static final int CLASSES = 3;
  public static final int ROWS = 3;
  public static final int LENGTH = 7;

  private static final int INNER = 32;
  private static final int VOCABULARY = 40;
  private static final int POSITIONS = 32;
  private static final int LAYERS = 2;

  private TinyBert() {}

  /** Its manifest, with this pooling. */
  public static ModelManifest manifest(String pooling) {
    return new ModelManifest(
        "tiny",
        "a BERT of a formula",
        "bert",
        new ArtefactSource("none", "none.onnx", "none.json"),
        "Apache-2.0",
        weights().values().stream().mapToLong(TensorData::elements).sum(),
        new EncoderConfiguration(LAYERS, HIDDEN, 2, INNER, VOCABULARY, POSITIONS, 0, 2, 1e-12),
        0,
        pooling,
        "",
        "tiny/base");
  }

  /** The encoder. */
  public static ScriptModule encoder(String pooling) {
    return Encoders.of(weights(), manifest(pooling));
  }

  /** Its weights by Hugging Face's names. */
  public static Map<String, TensorData> weights() {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    add(weights, "embeddings.word_embeddings.weight", VOCABULARY, HIDDEN);
    add(weights, "embeddings.position_embeddings.weight", POSITIONS, HIDDEN);
    add(weights, "embeddings.token_type_embeddings.weight", 2, HIDDEN);
    addPair(weights, "embeddings.LayerNorm", HIDDEN);
    for (int layer = 0; layer < LAYERS; layer++) {
      String path = "encoder.layer." + layer + ".";
      addPair(weights, path + "attention.self.query", HIDDEN, HIDDEN);
      addPair(weights, path + "attention.self.key", HIDDEN, HIDDEN);
      addPair(weights, path + "attention.self.value", HIDDEN, HIDDEN);
      addPair(weights, path + "attention.output.dense", HIDDEN, HIDDEN);
      addPair(weights, path + "attention.output.LayerNorm", HIDDEN);
      addPair(weights, path + "intermediate.dense", INNER, HIDDEN);
      addPair(weights, path + "output.dense", HIDDEN, INNER);
      addPair(weights, path + "output.LayerNorm", HIDDEN);
    }
    return weights;
  }

  private static void addPair(Map<String, TensorData> weights, String path, long... shape) {
    add(weights, path + ".weight", shape);
    add(weights, path + ".bias", shape[0]);
  }

  private static void add(Map<String, TensorData> weights, String name, long... shape) {
    weights.put(name, formula(name, shape));
  }

  /** The formula's values, spread evenly about 0, or about 1 for what multiplies. */
  public static TensorData formula(String name, long... shape) {
    long[] hashes = hashes(name, Math.toIntExact(TensorData.zeros(shape).elements()));
    float[] values = new float[hashes.length];
    for (int i = 0; i < values.length; i++) {
      double even = hashes[i] / 2147483648.0 - 1;
      if (name.endsWith("ia3_l")) {
        values[i] = (float) (1 + 0.5 * even);
      } else if (name.endsWith("LayerNorm.weight")) {
        values[i] = (float) (1 + 0.25 * even);
      } else if (name.endsWith("bias")) {
        values[i] = (float) (0.25 * even);
      } else {
        values[i] = (float) (0.5 * even);
      }
    }
    return TensorData.floats(values, shape);
  }

  /** Token ids [rows, length]; 0 pads. */
  public static long[] ids() {
    long[] ids = remainders("ids", VOCABULARY - 1);
    long[] mask = mask();
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (1 + ids[i]) * mask[i];
    }
    return ids;
  }

  /** Token types [rows, length]. */
  public static long[] types() {
    return remainders("types", 2);
  }

  /** Which tokens are text [rows, length]: rows of 7, 5 and 4. */
  public static long[] mask() {
    int[] lengths = {7, 5, 4};
    long[] mask = new long[ROWS * LENGTH];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % LENGTH < lengths[i / LENGTH] ? 1 : 0;
    }
    return mask;
  }

  private static long[] remainders(String name, int modulus) {
    long[] values = hashes(name, ROWS * LENGTH);
    for (int i = 0; i < values.length; i++) {
      values[i] %= modulus;
    }
    return values;
  }

  /** A 32-bit hash of each flat index. */
  private static long[] hashes(String name, int count) {
    CRC32 seed = new CRC32();
    seed.update(name.getBytes(StandardCharsets.UTF_8));
    long[] hashes = new long[count];
    for (int i = 0; i < count; i++) {
      int x = (int) (i * 2654435761L + seed.getValue());
      x = (x ^ (x >>> 15)) * (int) 2246822519L;
      x = (x ^ (x >>> 13)) * (int) 3266489917L;
      hashes[i] = Integer.toUnsignedLong(x ^ (x >>> 16));
    }
    return hashes;
  }
}
