package io.sparing.script;

/** Element types of tensors in an archive, with libtorch's names and numbers for them. */
public enum DataType {
  FLOAT32("FloatStorage", 4, 6),
  FLOAT16("HalfStorage", 2, 5),
  BFLOAT16("BFloat16Storage", 2, 15),
  INT8("CharStorage", 1, 1),
  UINT8("ByteStorage", 1, 0),
  INT32("IntStorage", 4, 3),
  INT64("LongStorage", 8, 4);

  private final String storage;
  private final int bytes;
  private final int torchNumber;

  DataType(String storage, int bytes, int torchNumber) {
    this.storage = storage;
    this.bytes = bytes;
    this.torchNumber = torchNumber;
  }

  /** The storage class in a pickle, such as {@code FloatStorage}. */
  String storage() {
    return storage;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The number by which TorchScript source names the type, as in {@code torch.to(x, 6)}. */
  public int torchNumber() {
    return torchNumber;
  }
}
