package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.sparing.script.LoadedScript;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our modules against ONNX Runtime on the same file. */
class EncoderParityTest {

  @ParameterizedTest
  @ValueSource(strings = {"minilm-l6", "bge-small", "e5-small-v2"})
  void hiddenStatesAgreeWithOnnxRuntime(String name) throws Exception {
    ModelManifest manifest = Models.find(name);
    int rows = 8;
    int length = 24;
    Random random = new Random(7);
    long[] ids = random.longs((long) rows * length, 1000, 30000).toArray();
    long[] types = new long[rows * length];
    long[] mask = new long[rows * length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % length < 5 + i / length * 2 ? 1 : 0;
    }
    long[] shape = {rows, length};
    float[][][] expected;
    try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session =
            environment.createSession(ModelFiles.of(manifest).weights().toString());
        OnnxTensor a = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor b = OnnxTensor.createTensor(environment, LongBuffer.wrap(types), shape);
        OnnxTensor c = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OrtSession.Result result =
            session.run(Map.of("input_ids", a, "token_type_ids", b, "attention_mask", c))) {
      expected = (float[][][]) result.get(0).getValue();
    }
    try (LoadedScript script = LoadedScript.load(Encoders.load(manifest), Device.cpu());
        NDManager manager = script.newManager()) {
      Shape size = new Shape(shape);
      NDArray hidden =
          script.call(
              manager,
              "hidden",
              manager.create(ids, size),
              manager.create(types, size),
              manager.create(mask, size));
      float[] actual = hidden.toFloatArray();
      double worst = 0;
      for (int row = 0; row < rows; row++) {
        for (int token = 0; token < 5 + row * 2; token++) {
          for (int h = 0; h < 384; h++) {
            worst =
                Math.max(
                    worst,
                    Math.abs(expected[row][token][h] - actual[(row * length + token) * 384 + h]));
          }
        }
      }
      assertThat(worst).isLessThan(1e-4);
    }
  }
}
