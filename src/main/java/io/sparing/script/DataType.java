package io.sparing.script;

/** Element types of tensors in an archive, with libtorch's names for them. */
public enum DataType {
  FLOAT32("FloatStorage", 4, true),
  FLOAT16("HalfStorage", 2, true),
  BFLOAT16("BFloat16Storage", 2, true),
  INT8("CharStorage", 1, false),
  UINT8("ByteStorage", 1, false),
  INT32("IntStorage", 4, false),
  INT64("LongStorage", 8, false);

  private final String storage;
  private final int bytes;
  private final boolean floating;

  DataType(String storage, int bytes, boolean floating) {
    this.storage = storage;
    this.bytes = bytes;
    this.floating = floating;
  }

  /** The storage class in a pickle, such as {@code FloatStorage}. */
  String storage() {
    return storage;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether it holds fractions, as what is trained must. */
  public boolean floating() {
    return floating;
  }
}
