package io.sparing.script;

/** Element types of tensors in an archive, with libtorch's names for them. */
public enum DataType {
  FLOAT32("FloatStorage", 4, true, 6),
  FLOAT16("HalfStorage", 2, true, 5),
  BFLOAT16("BFloat16Storage", 2, true, 15),
  INT8("CharStorage", 1, false, 1),
  UINT8("ByteStorage", 1, false, 0),
  INT32("IntStorage", 4, false, 3),
  INT64("LongStorage", 8, false, 4);

  private final String storage;
  private final int bytes;
  private final boolean floating;
  private final int code;

  DataType(String storage, int bytes, boolean floating, int code) {
    this.storage = storage;
    this.bytes = bytes;
    this.floating = floating;
    this.code = code;
  }

  /** Returns the storage class in a pickle, such as {@code FloatStorage}. */
  String storage() {
    return storage;
  }

  /** Returns bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Returns whether it holds fractions, as what is trained must. */
  public boolean floating() {
    return floating;
  }

  /** Returns libtorch's number of the type, as in {@code torch.to(x, 6)}. */
  public int code() {
    return code;
  }
}
