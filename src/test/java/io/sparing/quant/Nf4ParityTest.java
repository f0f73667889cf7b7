package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against what {@code src/test/parity/nf4.py} recorded of bitsandbytes. */
class Nf4ParityTest {

  private static JsonObject recorded;
  private static Nf4Matrix matrix;

  @BeforeAll
  static void quantize() throws IOException {
    try (InputStream in = Nf4ParityTest.class.getResourceAsStream("nf4.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      recorded = JsonParser.parseReader(reader).getAsJsonObject();
    }
    int numbers = recorded.get("rows").getAsInt() * recorded.get("columns").getAsInt();
    matrix = Nf4Matrix.quantize(formula(numbers));
  }

  private static float[] formula(int numbers) {
    float[] values = new float[numbers];
    for (int i = 0; i < numbers; i++) {
      double value = ((i * 7919L + 13) % 2003 - 1001) / 1001.0;
      double scale = (1 + (i / 64 * 37) % 97) / 512.0;
      values[i] = (float) (value * value * value * scale);
    }
    return values;
  }

  @Test
  void codesAreThePublishedOnes() {
    float[] code = floats("code");
    assertThat(code).hasSize(16);
    for (int i = 0; i < 16; i++) {
      assertThat(Nf4Matrix.CODE.value(i)).isEqualTo(code[i]);
    }
    assertThat(DynamicCode.values()).containsExactly(floats("absmax_code"));
  }

  @Test
  void packedNumbersAreThoseOfBitsandbytes() {
    assertThat(matrix.packed()).containsExactly(bytes("packed"));
  }

  @Test
  void doubleQuantizedMagnitudesAreThoseOfBitsandbytes() {
    assertThat(matrix.absmaxCodes()).containsExactly(bytes("absmax_codes"));
    assertThat(matrix.absmaxScales()).containsExactly(floats("absmax_scales"), within(1e-8f));
    assertThat(matrix.offset()).isCloseTo(recorded.get("offset").getAsFloat(), within(1e-8f));
  }

  @Test
  void dequantizedNumbersAreThoseOfBitsandbytes() {
    float[] values = matrix.dequantize();
    float[] expected = floats("every_stride_value");
    int stride = recorded.get("stride").getAsInt();
    assertThat(expected).hasSize(values.length / stride);
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i * stride]).isCloseTo(expected[i], within(3e-8f));
    }
  }

  private static byte[] bytes(String name) {
    return Base64.getDecoder().decode(recorded.get(name).getAsString());
  }

  private static float[] floats(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
