package io.sparing.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Single precision to 16-bit floats, rounded to the nearest, of two as near to the even one. */
final class HalfFloats {

  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private HalfFloats() {}

  /** Little-endian fp32 values as little-endian bf16 or fp16. */
  static ByteBuffer convert(ByteBuffer values, DataType to) {
    FloatBuffer from = values.asFloatBuffer();
    ByteBuffer converted = ByteBuffer.allocate(from.remaining() * 2).order(ByteOrder.LITTLE_ENDIAN);
    boolean brain = to == DataType.BFLOAT16;
    while (from.hasRemaining()) {
      float value = from.get();
      converted.putShort(brain ? toBfloat16(value) : toFloat16(value));
    }
    return converted.flip();
  }

  /** The upper half of the bits: 8 of exponent, 7 of fraction. */
  static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40); // quiet, and never infinity
    }
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }

  /** IEEE half precision: 5 bits of exponent, 10 of fraction. */
  static short toFloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & MAGNITUDE;
    if (magnitude > INFINITY) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 0x477ff000) { // 65520 rounds to 2^16, which is too large
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) { // below 2^-14 steps are 2^-24
      float steps = Math.abs(value) * 0x1p24f;
      return (short) (sign | (int) Math.rint(steps));
    }
    int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
    return (short) (sign | (rounded >>> 13) - (112 << 10));
  }
}
