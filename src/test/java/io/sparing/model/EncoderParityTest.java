package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sparing.data.Batch;
import io.sparing.data.Datasets;
import io.sparing.data.Example;
import io.sparing.data.TokenIds;
import io.sparing.data.Tokenizer;
import io.sparing.script.LoadedScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our modules against ONNX Runtime on the same file, on real texts of 3 to 200 tokens. */
class EncoderParityTest {

  private static final int TEXTS = 200;
  private static final int LONG_TEXTS = 4;
  private static final int BATCH = 10;
  private static final int MAX_LENGTH = 200;
  private static final double TOLERANCE = 1e-4;

  private static List<Example> texts;

  /**
   * Glosses of every length, the longest run together from several. Batches are of like length to
   * save time, except that each has two of the shortest, which are mostly padding there.
   */
  @BeforeAll
  static void chooseTexts() {
    List<Example> byLength =
        Datasets.load("wordnet-topic").test().stream()
            .sorted(Comparator.comparingInt(row -> row.text().length()))
            .toList();
    int single = TEXTS - LONG_TEXTS;
    int batches = TEXTS / BATCH;
    List<Example> ordered = new ArrayList<>();
    for (int i = 0; i < single; i++) {
      ordered.add(byLength.get(i * (byLength.size() - 1) / (single - 1)));
    }
    for (int i = 0; i < LONG_TEXTS; i++) {
      ordered.add(joined(byLength, i));
    }
    List<Example> chosen = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      int from = 2 * batches + batch * (BATCH - 2);
      chosen.addAll(ordered.subList(2 * batch, 2 * batch + 2));
      chosen.addAll(ordered.subList(from, from + BATCH - 2));
    }
    texts = chosen;
  }

  private static Example joined(List<Example> byLength, int number) {
    int glosses = 4 + 4 * number;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < glosses; i++) {
      int row = (number * 101 + i * 997) % byLength.size();
      text.append(i == 0 ? "" : "; ").append(byLength.get(row).text());
    }
    return new Example(text.toString(), "", 0);
  }

  static Stream<ModelManifest> inArtefacts() {
    return Models.known().values().stream().filter(m -> m.source() instanceof ArtefactSource);
  }

  @ParameterizedTest
  @MethodSource("inArtefacts")
  void pooledAndClsEmbeddingsAgreeWithOnnxRuntime(ModelManifest manifest) throws Exception {
    List<TokenIds> tokens = tokenize(manifest);
    assertThat(tokens).hasSize(TEXTS);
    assertThat(tokens.stream().mapToInt(TokenIds::length).min().orElseThrow()).isLessThan(8);
    assertThat(tokens.stream().mapToInt(TokenIds::length).max().orElseThrow())
        .isEqualTo(MAX_LENGTH);
    double worstMean = 0;
    double worstCls = 0;
    double worstEmbedding = 0;
    try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = environment.createSession(ModelFiles.weights(manifest).toString());
        LoadedScript script = LoadedScript.load(Encoders.load(manifest), Device.cpu())) {
      for (int start = 0; start < TEXTS; start += BATCH) {
        Batch batch = Batch.of(tokens, IntStream.range(start, start + BATCH).toArray());
        float[][][] reference = reference(environment, session, batch);
        float[][][] hidden = hidden(script, batch);
        float[][] expectedMean = mean(reference, batch);
        float[][] expectedCls = cls(reference);
        worstMean = Math.max(worstMean, difference(expectedMean, mean(hidden, batch)));
        worstCls = Math.max(worstCls, difference(expectedCls, cls(hidden)));
        float[][] pooled = manifest.pooling().equals("cls") ? expectedCls : expectedMean;
        worstEmbedding = Math.max(worstEmbedding, difference(pooled, embed(script, batch)));
      }
    }
    assertThat(worstMean).as("mean-pooled").isLessThan(TOLERANCE);
    assertThat(worstCls).as("CLS").isLessThan(TOLERANCE);
    assertThat(worstEmbedding).as("embed").isLessThan(TOLERANCE);
  }

  private static List<TokenIds> tokenize(ModelManifest manifest) throws IOException {
    try (InputStream json = ModelFiles.tokenizer(manifest);
        Tokenizer tokenizer = Tokenizer.load(json)) {
      return tokenizer.encode(texts, manifest.textPrefix(), MAX_LENGTH);
    }
  }

  private static float[][][] reference(OrtEnvironment environment, OrtSession session, Batch batch)
      throws OrtException {
    long[] shape = {batch.rows(), batch.length()};
    try (OnnxTensor ids =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.ids()), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.typeIds()), shape);
        OnnxTensor mask =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.mask()), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "token_type_ids", types, "attention_mask", mask))) {
      return (float[][][]) result.get(0).getValue();
    }
  }

  private static float[][][] hidden(LoadedScript script, Batch batch) {
    try (NDManager manager = script.newManager()) {
      NDArray[] inputs = arrays(manager, batch).toArray(NDArray[]::new);
      float[] flat = script.call(manager, "hidden", inputs).toFloatArray();
      int width = flat.length / batch.rows() / batch.length();
      float[][][] table = new float[batch.rows()][batch.length()][width];
      for (int i = 0; i < batch.rows() * batch.length(); i++) {
        System.arraycopy(flat, i * width, table[i / batch.length()][i % batch.length()], 0, width);
      }
      return table;
    }
  }

  private static float[][] embed(LoadedScript script, Batch batch) {
    try (NDManager manager = script.newManager()) {
      float[] flat = script.call(manager, "embed", arrays(manager, batch)).toFloatArray();
      int width = flat.length / batch.rows();
      float[][] table = new float[batch.rows()][width];
      for (int row = 0; row < table.length; row++) {
        System.arraycopy(flat, row * width, table[row], 0, width);
      }
      return table;
    }
  }

  private static List<NDArray> arrays(NDManager manager, Batch batch) {
    Shape shape = new Shape(batch.rows(), batch.length());
    return List.of(
        manager.create(batch.ids(), shape),
        manager.create(batch.typeIds(), shape),
        manager.create(batch.mask(), shape));
  }

  private static float[][] cls(float[][][] hidden) {
    float[][] vectors = new float[hidden.length][];
    for (int row = 0; row < hidden.length; row++) {
      vectors[row] = hidden[row][0];
    }
    return vectors;
  }

  private static float[][] mean(float[][][] hidden, Batch batch) {
    float[][] vectors = new float[hidden.length][hidden[0][0].length];
    for (int row = 0; row < hidden.length; row++) {
      int tokens = 0;
      while (tokens < batch.length() && batch.mask()[row * batch.length() + tokens] == 1) {
        tokens++;
      }
      for (int h = 0; h < vectors[row].length; h++) {
        double sum = 0;
        for (int token = 0; token < tokens; token++) {
          sum += hidden[row][token][h];
        }
        vectors[row][h] = (float) (sum / tokens);
      }
    }
    return vectors;
  }

  /** The largest absolute difference; NaN if any number is. */
  private static double difference(float[][] expected, float[][] actual) {
    double worst = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int h = 0; h < expected[row].length; h++) {
        worst = Math.max(worst, Math.abs((double) expected[row][h] - actual[row][h]));
      }
    }
    return worst;
  }
}
