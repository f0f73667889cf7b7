package io.sparing.weights;

import java.util.HashSet;
import java.util.Set;

/** Walks over the metadata of a GGUF file, of which only the alignment matters to its tensors. */
final class GgufMetadata {

  private static final String ALIGNMENT = "general.alignment";
  private static final int DEFAULT_ALIGNMENT = 32;
  private static final int LARGEST_ALIGNMENT = 1 << 20;
  private static final int DEEPEST = 4;
  private static final int UINT32 = 4;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  /** Bytes of each kind of value; 0 for those whose length is in the file. */
  private static final int[] BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private final WeightFile file;
  private final GgufCursor cursor;
  private int alignment = DEFAULT_ALIGNMENT;

  private GgufMetadata(WeightFile file, GgufCursor cursor) {
    this.file = file;
    this.cursor = cursor;
  }

  /** Passes over that many pairs and returns the alignment of tensors, in bytes. */
  static int alignment(WeightFile file, GgufCursor cursor, long pairs)
      throws MalformedWeightsException {
    GgufMetadata metadata = new GgufMetadata(file, cursor);
    Set<String> keys = new HashSet<>();
    for (long i = 0; i < pairs; i++) {
      String key = cursor.text("a key");
      if (key.isEmpty()) {
        throw file.refusal(Rule.NO_NAME, "a key of the metadata");
      }
      if (!keys.add(key)) {
        throw file.refusal(Rule.DUPLICATE_NAME, "key " + key);
      }
      metadata.pass(key);
    }
    return metadata.alignment;
  }

  private void pass(String key) throws MalformedWeightsException {
    int kind = cursor.int32("the kind of " + key);
    if (key.equals(ALIGNMENT)) {
      alignment = alignment(kind);
    } else {
      pass(kind, key, 0);
    }
  }

  private int alignment(int kind) throws MalformedWeightsException {
    if (kind != UINT32) {
      throw file.refusal(Rule.BAD_HEADER, "%s of kind %d".formatted(ALIGNMENT, kind));
    }
    int value = cursor.int32(ALIGNMENT);
    if (value < 8 || value > LARGEST_ALIGNMENT || Integer.bitCount(value) != 1) {
      throw file.refusal(
          Rule.MISALIGNED,
          "%s of %d; expected a power of two from 8 to %d"
              .formatted(ALIGNMENT, value, LARGEST_ALIGNMENT));
    }
    return value;
  }

  private void pass(int kind, String key, int depth) throws MalformedWeightsException {
    checkKind(kind, key);
    switch (kind) {
      case STRING -> cursor.skip(cursor.count(1, key), key);
      case ARRAY -> passArray(key, depth + 1);
      case BOOL -> {
        byte value = cursor.int8(key);
        if (value != 0 && value != 1) {
          throw file.refusal(Rule.BAD_HEADER, "%s is a truth value of %d".formatted(key, value));
        }
      }
      default -> cursor.skip(BYTES[kind], key);
    }
  }

  private void passArray(String key, int depth) throws MalformedWeightsException {
    if (depth > DEEPEST) {
      throw file.refusal(
          Rule.BAD_HEADER, "arrays of %s nest deeper than %d".formatted(key, DEEPEST));
    }
    int kind = cursor.int32("the kind of " + key);
    checkKind(kind, key);
    if (BYTES[kind] > 0) {
      cursor.skip(cursor.count(BYTES[kind], key) * BYTES[kind], key);
      return;
    }
    long count = cursor.count(8, key);
    for (long i = 0; i < count; i++) {
      pass(kind, key, depth);
    }
  }

  private void checkKind(int kind, String key) throws MalformedWeightsException {
    if (kind < 0 || kind >= BYTES.length) {
      throw file.refusal(Rule.BAD_HEADER, "%s is of unknown kind %d".formatted(key, kind));
    }
  }
}
