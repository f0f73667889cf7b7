package io.sparing.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Single precision to 16-bit floats, rounded to the nearest, of two as near to the even one; and
 * back, which is exact.
 */
public final class HalfFloats {

  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private HalfFloats() {}

  /** Converts little-endian fp32 values to little-endian bf16 or fp16. */
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

  /** Converts little-endian bf16 or fp16 values to little-endian fp32. */
  static ByteBuffer widen(ByteBuffer values, DataType from) {
    ShortBuffer halves = values.asShortBuffer();
    ByteBuffer wide = ByteBuffer.allocate(halves.remaining() * 4).order(ByteOrder.LITTLE_ENDIAN);
    boolean brain = from == DataType.BFLOAT16;
    while (halves.hasRemaining()) {
      short half = halves.get();
      wide.putFloat(brain ? Float.intBitsToFloat(half << 16) : ofFloat16(half));
    }
    return wide.flip();
  }

  /**
   * Returns the value of IEEE half precision, exactly.
   *
   * @param half 1 bit of sign, 5 of exponent, 10 of fraction
   */
  public static float ofFloat16(short half) {
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> Float.intBitsToFloat(INFINITY | fraction << 13);
          default -> Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        };
    return half < 0 ? -magnitude : magnitude;
  }

  /** Returns the upper half of the bits: 8 of exponent, 7 of fraction. */
  static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40); // quiet, and never infinity
    }
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }

  /** Returns the value in IEEE half precision: 5 bits of exponent, 10 of fraction. */
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
