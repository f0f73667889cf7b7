package io.sparing.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The header of a GGUF file: magic, version, counts, metadata, tensors.
 *
 * @param entries as the file lists them
 * @param alignment of tensors, in bytes
 * @param dataStart where the padded header ends and the tensors begin
 */
record GgufHeader(List<GgufEntry> entries, int alignment, long dataStart) {

  private static final int MAGIC = 0x46554747;
  private static final long LARGEST = 100_000_000;
  private static final int LEAST_PAIR = 13;
  private static final int LEAST_ENTRY = 24;
  private static final int MOST_DIMENSIONS = 4;

  static GgufHeader read(WeightFile file) throws MalformedWeightsException {
    if (file.beginsAsPickle()) {
      throw file.refusal(Rule.PICKLE, "");
    }
    GgufCursor cursor = new GgufCursor(file, LARGEST);
    int magic = cursor.int32("the magic number");
    if (magic != MAGIC) {
      throw file.refusal(Rule.WRONG_MAGIC, "expected GGUF");
    }
    int version = cursor.int32("the version");
    if (version != 2 && version != 3) {
      throw file.refusal(
          Rule.UNKNOWN_VERSION, "%s; known: 2, 3".formatted(Integer.toUnsignedString(version)));
    }
    long tensors = cursor.count(LEAST_ENTRY, "the count of tensors");
    long pairs = cursor.count(LEAST_PAIR, "the count of metadata");
    int alignment = GgufMetadata.alignment(file, cursor, pairs);
    List<GgufEntry> entries = entries(file, cursor, tensors);
    return new GgufHeader(entries, alignment, padded(cursor.position(), alignment));
  }

  /** Returns the next multiple of the alignment. */
  static long padded(long position, int alignment) {
    return (position + alignment - 1) & -alignment;
  }

  private static List<GgufEntry> entries(WeightFile file, GgufCursor cursor, long count)
      throws MalformedWeightsException {
    List<GgufEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (long i = 0; i < count; i++) {
      String name = cursor.text("the name of a tensor");
      if (name.isEmpty()) {
        throw file.refusal(Rule.NO_NAME, "tensor number " + i);
      }
      if (!names.add(name)) {
        throw file.refusal(name, Rule.DUPLICATE_NAME, "");
      }
      entries.add(entry(file, cursor, name));
    }
    return entries;
  }

  private static GgufEntry entry(WeightFile file, GgufCursor cursor, String name)
      throws MalformedWeightsException {
    int dimensions = cursor.int32("the dimensions of " + name);
    if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
      throw file.refusal(
          name,
          Rule.TOO_MANY_DIMENSIONS,
          "%s; at most %d".formatted(Integer.toUnsignedString(dimensions), MOST_DIMENSIONS));
    }
    long[] shape = new long[dimensions];
    for (int i = dimensions - 1; i >= 0; i--) {
      shape[i] = cursor.int64("the shape of " + name);
    }
    int code = cursor.int32("the type of " + name);
    GgufType type = GgufType.find(code);
    if (type == null) {
      throw file.refusal(
          name, Rule.UNKNOWN_TYPE, "%d; known: %s".formatted(code, GgufType.known()));
    }
    return new GgufEntry(name, type, shape, cursor.int64("the offset of " + name));
  }
}
