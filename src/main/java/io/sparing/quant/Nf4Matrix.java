package io.sparing.quant;

import java.util.Arrays;

/**
 * Numbers in 4-bit NormalFloat with double quantization (Dettmers et al., 2023, arXiv:2305.14314),
 * as bitsandbytes stores them. Blocks of 64 numbers are divided by their largest magnitude and each
 * number becomes the nearest of 16 values. The mean of these magnitudes is subtracted from them,
 * and what is left becomes the nearest of 256 values in groups of 256, each divided by its own
 * largest magnitude.
 */
final class Nf4Matrix {

  /** Numbers in a block. */
  static final int BLOCK = 64;

  /** Blocks in a group. */
  static final int GROUP = 256;

  /** The values that numbers become: quantiles of a normal distribution, with an exact zero. */
  static final CodeBook CODE =
      new CodeBook(
          -1.0f,
          -0.6961928f,
          -0.52507305f,
          -0.3949175f,
          -0.28444138f,
          -0.18477343f,
          -0.091050036f,
          0.0f,
          0.0795803f,
          0.1609302f,
          0.2461123f,
          0.33791524f,
          0.44070983f,
          0.562617f,
          0.72295684f,
          1.0f);

  private static final CodeBook ABSMAX_CODE = new CodeBook(DynamicCode.values());
  private static final float SMALLEST = 1e-38f;

  private final int count;
  private final byte[] packed;
  private final byte[] absmaxCodes;
  private final float[] absmaxScales;
  private final float offset;

  private Nf4Matrix(
      int count, byte[] packed, byte[] absmaxCodes, float[] absmaxScales, float offset) {
    this.count = count;
    this.packed = packed;
    this.absmaxCodes = absmaxCodes;
    this.absmaxScales = absmaxScales;
    this.offset = offset;
  }

  /**
   * Returns two numbers a byte, the first in the upper four bits; the last block ends with zeros.
   */
  byte[] packed() {
    return packed.clone();
  }

  /** Returns each block's largest magnitude, as an index of {@link DynamicCode}. */
  byte[] absmaxCodes() {
    return absmaxCodes.clone();
  }

  /** Returns each group's largest magnitude after the mean was taken off. */
  float[] absmaxScales() {
    return absmaxScales.clone();
  }

  /** Returns the mean of the blocks' largest magnitudes. */
  float offset() {
    return offset;
  }

  /** Quantizes numbers, row-major. */
  static Nf4Matrix quantize(float[] values) {
    int blocks = (values.length + BLOCK - 1) / BLOCK;
    float[] padded = Arrays.copyOf(values, blocks * BLOCK);
    byte[] codes = new byte[padded.length];
    float[] absmax = quantizeBlocks(padded, BLOCK, CODE, codes);
    byte[] packed = new byte[codes.length / 2];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) (codes[2 * i] << 4 | codes[2 * i + 1]);
    }
    float offset = mean(absmax);
    for (int i = 0; i < blocks; i++) {
      absmax[i] -= offset;
    }
    byte[] absmaxCodes = new byte[blocks];
    float[] scales = quantizeBlocks(absmax, GROUP, ABSMAX_CODE, absmaxCodes);
    return new Nf4Matrix(values.length, packed, absmaxCodes, scales, offset);
  }

  /** Returns the numbers as they are used. */
  float[] dequantize() {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int pair = packed[i / 2];
      values[i] = CODE.value(i % 2 == 0 ? pair >> 4 & 15 : pair & 15) * absmax(i / BLOCK);
    }
    return values;
  }

  private float absmax(int block) {
    float part = ABSMAX_CODE.value(absmaxCodes[block] & 255);
    return part * absmaxScales[block / GROUP] + offset;
  }

  /** Fills in codes; returns the largest magnitude of each block. */
  private static float[] quantizeBlocks(float[] values, int size, CodeBook book, byte[] codes) {
    float[] largest = new float[(values.length + size - 1) / size];
    for (int i = 0; i < values.length; i++) {
      largest[i / size] = Math.max(largest[i / size], Math.abs(values[i]));
    }
    for (int i = 0; i < values.length; i++) {
      float inverse = 1 / Math.max(largest[i / size], SMALLEST);
      codes[i] = (byte) book.nearest(Math.max(-1, Math.min(1, values[i] * inverse)));
    }
    return largest;
  }

  private static float mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return (float) (sum / values.length);
  }
}
