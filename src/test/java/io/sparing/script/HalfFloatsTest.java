package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HalfFloatsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "-0.0, 8000",
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "-1e30, fc00",
    "6.1035156e-5, 0400", // the smallest normal number, 2^-14
    "6.0975552e-5, 03ff", // the largest subnormal one
    "5.9604645e-8, 0001", // 2^-24
    "2.9802322e-8, 0000", // half of it: to even
    "2.98023259e-8, 0001",
    "8.9406967e-8, 0002", // one and a half of it: to even
    "1e-45, 0000",
    "1.00048828125, 3c00", // halfway to the next number: to even
    "1.00146484375, 3c02",
    "Infinity, 7c00",
    "NaN, 7e00"
  })
  void halfPrecision(float value, String bits) {
    assertThat("%04x".formatted(HalfFloats.toFloat16(value))).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "-0.0, 8000",
    "1, 3f80",
    "-2.5, c020",
    "1.00390625, 3f80", // halfway to the next number: to even
    "1.01171875, 3f82",
    "1e-45, 0000",
    "9.1835e-41, 0001", // 2^-133, the smallest subnormal number
    "3.4e38, 7f80",
    "-3.4028235e38, ff80",
    "Infinity, 7f80",
    "NaN, 7fc0"
  })
  void brainFloats(float value, String bits) {
    assertThat("%04x".formatted(HalfFloats.toBfloat16(value))).isEqualTo(bits);
  }

  @Test
  void aNumberThatIsNoneNeverBecomesInfinity() {
    float low = Float.intBitsToFloat(0x7f800001);
    assertThat(HalfFloats.toBfloat16(low)).isEqualTo((short) 0x7fc0);
    assertThat(HalfFloats.toFloat16(low)).isEqualTo((short) 0x7e00);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void everyHalfIsWidenedExactly(DataType type) {
    ByteBuffer halves = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      halves.putShort((short) bits);
    }
    TensorData all = TensorData.of(type, new long[] {1 << 16}, halves.flip());
    float[] wide = all.to(DataType.FLOAT32).toFloats();
    ByteBuffer back = TensorData.floats(wide, wide.length).to(type).bytes();
    for (int bits = 0; bits < 1 << 16; bits++) {
      if (!Float.isNaN(wide[bits])) {
        assertThat(back.getShort(2 * bits)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void aHalfThatIsNoNumberKeepsItsBits() {
    assertThat(Float.floatToRawIntBits(HalfFloats.ofFloat16((short) 0x7e01))).isEqualTo(0x7fc02000);
    assertThat(Float.floatToRawIntBits(HalfFloats.ofFloat16((short) 0xfe01))).isEqualTo(0xffc02000);
  }

  /** Values of every exponent, converted in Java and by libtorch. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void libtorchRoundsAlike(DataType type) throws IOException {
    Random random = new Random(1);
    float[] values = new float[20_000];
    for (int i = 0; i < values.length; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isNaN(value) ? 0 : value;
    }
    TensorData exact = TensorData.floats(values, values.length);
    ScriptModule both =
        ScriptModule.of(
                "Both",
                """
                def forward(self, x: Tensor) -> Tensor:
                  there = torch.to(torch.to(self.exact, %d), 6)
                  return torch.sum(torch.ne(there, torch.to(self.here, 6)))
                """
                    .formatted(type.code()))
            .withBuffer("exact", exact)
            .withBuffer("here", exact.to(type));
    try (LoadedScript script = LoadedScript.load(both, Device.cpu());
        NDManager manager = script.newManager()) {
      assertThat(script.call(manager, "forward", manager.create(0)).getLong()).isZero();
    }
  }

  @Test
  void whatHoldsNoFractionsIsNotConverted() {
    TensorData floats = TensorData.zeros(2);
    assertThat(floats.to(DataType.FLOAT32)).isSameAs(floats);
    assertThat(floats.to(DataType.FLOAT16).byteCount()).isEqualTo(4);
    assertThatThrownBy(() -> floats.to(DataType.INT8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot convert FLOAT32[2] to INT8");
    assertThatThrownBy(() -> floats.to(DataType.FLOAT16).to(DataType.BFLOAT16))
        .hasMessage("Cannot convert FLOAT16[2] to BFLOAT16");
  }
}
