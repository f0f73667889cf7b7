package io.sparing.weights;

import io.sparing.script.HalfFloats;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The blocks of ggml's quantized types. Every method takes one block from the input, little endian,
 * and appends its numbers, computed in fp32 in the order of the Python package {@code gguf}.
 */
final class GgufBlocks {

  private GgufBlocks() {}

  /** Reads a block of a scale and 32 signed bytes. */
  static void q80(ByteBuffer in, FloatBuffer out) {
    float scale = half(in);
    for (int i = 0; i < 32; i++) {
      out.put(in.get() * scale);
    }
  }

  /**
   * Reads a block of a scale and 32 numbers of 4 bits, of which 8 stands for zero; the lower halves
   * come first.
   */
  static void q40(ByteBuffer in, FloatBuffer out) {
    float scale = half(in);
    byte[] packed = take(in, 16);
    for (int shift = 0; shift <= 4; shift += 4) {
      for (byte pair : packed) {
        out.put(scale * ((pair >> shift & 15) - 8));
      }
    }
  }

  /** Reads a block of a scale, a minimum and 32 numbers of 4 bits; the lower halves come first. */
  static void q41(ByteBuffer in, FloatBuffer out) {
    float scale = half(in);
    float minimum = half(in);
    byte[] packed = take(in, 16);
    for (int shift = 0; shift <= 4; shift += 4) {
      for (byte pair : packed) {
        out.put(scale * (pair >> shift & 15) + minimum);
      }
    }
  }

  /**
   * Reads a block of 8 groups of 32 numbers of 4 bits; each group has a scale and a minimum of 6
   * bits, in units of the block's two halves.
   */
  static void q4k(ByteBuffer in, FloatBuffer out) {
    float scaleUnit = half(in);
    float minimumUnit = half(in);
    byte[] sixBits = take(in, 12);
    byte[] packed = take(in, 128);
    for (int group = 0; group < 8; group++) {
      float scale = scaleUnit * scale(sixBits, group);
      float minimum = minimumUnit * minimum(sixBits, group);
      int from = group / 2 * 32;
      int shift = group % 2 * 4;
      for (int i = 0; i < 32; i++) {
        out.put(scale * (packed[from + i] >> shift & 15) - minimum);
      }
    }
  }

  private static int scale(byte[] sixBits, int group) {
    return group < 4
        ? sixBits[group] & 63
        : (sixBits[group + 4] & 15) | ((sixBits[group - 4] >> 6 & 3) << 4);
  }

  private static int minimum(byte[] sixBits, int group) {
    return group < 4
        ? sixBits[group + 4] & 63
        : (sixBits[group + 4] >> 4 & 15) | ((sixBits[group] >> 6 & 3) << 4);
  }

  /**
   * Reads a block of 16 groups of 16 numbers of 6 bits, of which 32 stands for zero, in 4 lower and
   * 2 upper bits; each group has a signed byte as its scale, in units of the half at the block's
   * end.
   */
  static void q6k(ByteBuffer in, FloatBuffer out) {
    byte[] lower = take(in, 128);
    byte[] upper = take(in, 64);
    byte[] scales = take(in, 16);
    float unit = half(in);
    for (int i = 0; i < 256; i++) {
      int part = i / 128;
      int row = i % 128 / 32;
      int column = i % 32;
      int low = lower[part * 64 + row % 2 * 32 + column] >> (row / 2 * 4) & 15;
      int high = upper[part * 32 + column] >> (row * 2) & 3;
      out.put(unit * scales[i / 16] * ((low | (high << 4)) - 32));
    }
  }

  /** Returns the next number of half precision. */
  static float half(ByteBuffer in) {
    return HalfFloats.ofFloat16(in.getShort());
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
