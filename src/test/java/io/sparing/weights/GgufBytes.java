package io.sparing.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts the bytes of a GGUF file together, right or wrong. */
final class GgufBytes {

  static final int F32 = 0;
  static final int Q4_K = 12;

  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** Magic, version 3 and counts. */
  static GgufBytes header(long tensors, long pairs) {
    return new GgufBytes().magic("GGUF").int32(3).int64(tensors).int64(pairs);
  }

  GgufBytes magic(String magic) {
    bytes.put(magic.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  GgufBytes int8(int value) {
    bytes.put((byte) value);
    return this;
  }

  GgufBytes int32(int value) {
    bytes.putInt(value);
    return this;
  }

  GgufBytes int64(long value) {
    bytes.putLong(value);
    return this;
  }

  /** A length and text, one byte a character. */
  GgufBytes text(String text) {
    return int64(text.length()).magic(text);
  }

  /** A key and the kind of its value. */
  GgufBytes key(String key, int kind) {
    return text(key).int32(kind);
  }

  /** A tensor of the header; dimensions innermost first. */
  GgufBytes tensor(String name, int type, long offset, long... dimensions) {
    text(name).int32(dimensions.length);
    for (long dimension : dimensions) {
      int64(dimension);
    }
    return int32(type).int64(offset);
  }

  /** Pads to the alignment and adds zeros. */
  byte[] data(int alignment, int zeros) {
    int start = (bytes.position() + alignment - 1) / alignment * alignment;
    return Arrays.copyOf(bytes.array(), start + zeros);
  }

  /** What is there so far. */
  byte[] cut() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
