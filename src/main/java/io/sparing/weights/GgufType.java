package io.sparing.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Element types of GGUF that are read: numbers are held in blocks that share a scale. */
enum GgufType {
  F32(0, 1, 4),
  F16(1, 1, 2),
  Q4_0(2, 32, 18),
  Q4_1(3, 32, 20),
  Q8_0(8, 32, 34),
  Q4_K(12, 256, 144),
  Q6_K(14, 256, 210);

  private final int code;
  private final int elements;
  private final int bytes;

  GgufType(int code, int elements, int bytes) {
    this.code = code;
    this.elements = elements;
    this.bytes = bytes;
  }

  /** Returns the number of the type in a file. */
  int code() {
    return code;
  }

  /** Returns how many numbers a block has. */
  int elements() {
    return elements;
  }

  /** Returns how many bytes a block has. */
  int bytes() {
    return bytes;
  }

  /** Reads the numbers of whole blocks, little endian, and appends them in fp32. */
  void read(ByteBuffer in, FloatBuffer out) {
    while (in.hasRemaining()) {
      readBlock(in, out);
    }
  }

  private void readBlock(ByteBuffer in, FloatBuffer out) {
    switch (this) {
      case F32 -> out.put(in.getFloat());
      case F16 -> out.put(GgufBlocks.half(in));
      case Q4_0 -> GgufBlocks.q40(in, out);
      case Q4_1 -> GgufBlocks.q41(in, out);
      case Q8_0 -> GgufBlocks.q80(in, out);
      case Q4_K -> GgufBlocks.q4k(in, out);
      case Q6_K -> GgufBlocks.q6k(in, out);
    }
  }

  /** Returns the type of that number in a file; null if it is not read. */
  static GgufType find(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
  }

  static String known() {
    return Arrays.stream(values())
        .map(type -> type.name() + " (" + type.code + ")")
        .collect(Collectors.joining(", "));
  }
}
