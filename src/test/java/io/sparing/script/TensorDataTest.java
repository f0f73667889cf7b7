package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TensorDataTest {

  @Test
  void bytesAreLittleEndian() {
    TensorData tensor = TensorData.floats(new float[] {1, -2}, 2);
    assertThat(tensor.bytes().getInt(0)).isEqualTo(Float.floatToIntBits(1));
    assertThat(tensor.bytes().get(3)).isEqualTo((byte) 0x3f);
    assertThat(tensor.toFloats()).containsExactly(1, -2);
  }

  @Test
  void aViewOfALargerBufferStartsAtZero() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 9, 1, 2}).position(2);
    TensorData tensor = TensorData.of(DataType.INT8, new long[] {2}, buffer);
    assertThat(tensor.bytes().position()).isZero();
    assertThat(tensor.bytes().get(0)).isEqualTo((byte) 1);
  }

  @Test
  void valuesAndShapeAreCopied() {
    float[] values = {1, 2};
    long[] shape = {2};
    TensorData tensor = TensorData.floats(values, shape);
    values[0] = 7;
    shape[0] = 7;
    tensor.shape()[0] = 7;
    tensor.toFloats()[0] = 7;
    assertThat(tensor.toFloats()).containsExactly(1, 2);
    assertThat(tensor.shape()).containsExactly(2);
  }

  @Test
  void aWrongByteCountIsRefused() {
    assertThatThrownBy(() -> TensorData.floats(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tensor of 12 bytes; FLOAT32 of shape [2, 2] has 16");
    assertThatThrownBy(() -> TensorData.of(DataType.INT64, new long[] {1}, ByteBuffer.allocate(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tensor of 4 bytes; INT64 of shape [1] has 8");
  }

  @Test
  void onlyFloatsAreReadAsFloats() {
    TensorData bytes = TensorData.of(DataType.INT8, new long[] {1}, ByteBuffer.allocate(1));
    assertThatThrownBy(bytes::toFloats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read a INT8 tensor as floats");
  }
}
