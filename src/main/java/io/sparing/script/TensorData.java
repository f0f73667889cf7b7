package io.sparing.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The value of a tensor: type, shape and little-endian, row-major bytes. The bytes may be a view of
 * a mapped file, or be computed each time they are asked for, so that a tree of weights need not
 * live in memory. Immutable as long as nobody writes to what {@link #bytes} returns.
 */
public final class TensorData {

  private final DataType type;
  private final long[] shape;
  private final Supplier<ByteBuffer> source;

  private TensorData(DataType type, long[] shape, Supplier<ByteBuffer> source) {
    this.type = type;
    this.shape = shape.clone();
    this.source = source;
  }

  /**
   * Returns a tensor over bytes that exist.
   *
   * @throws IllegalArgumentException if the bytes are not as many as type and shape say
   */
  public static TensorData of(DataType type, long[] shape, ByteBuffer bytes) {
    long expected = elements(shape) * type.bytes();
    if (bytes.remaining() != expected) {
      throw new IllegalArgumentException(
          "Invalid tensor of %d bytes; %s of shape %s has %d"
              .formatted(bytes.remaining(), type, Arrays.toString(shape), expected));
    }
    ByteBuffer view = bytes.slice().asReadOnlyBuffer();
    return new TensorData(type, shape, () -> view);
  }

  /** Returns a tensor whose bytes are computed whenever they are needed, and not kept. */
  public static TensorData computed(DataType type, long[] shape, Supplier<ByteBuffer> source) {
    return new TensorData(type, shape, source);
  }

  /** Returns an fp32 tensor with a copy of these values, row-major. */
  public static TensorData floats(float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return of(DataType.FLOAT32, shape, bytes);
  }

  /** Returns an fp32 tensor of zeros. */
  public static TensorData zeros(long... shape) {
    return floats(new float[Math.toIntExact(elements(shape))], shape);
  }

  /** Returns the element type. */
  public DataType type() {
    return type;
  }

  /** Returns a copy of the shape. */
  public long[] shape() {
    return shape.clone();
  }

  /** Returns the size of one dimension, counted from 0. */
  public int size(int dimension) {
    return Math.toIntExact(shape[dimension]);
  }

  /** Returns how many numbers it holds. */
  public long elements() {
    return elements(shape);
  }

  /** Returns how many bytes it holds. */
  public long byteCount() {
    return elements() * type.bytes();
  }

  /** Returns the bytes, little endian, from position 0. Do not write to them. */
  public ByteBuffer bytes() {
    return source.get().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns the values of an fp32 tensor, copied.
   *
   * @throws IllegalStateException if it is of another type
   */
  public float[] toFloats() {
    if (type != DataType.FLOAT32) {
      throw new IllegalStateException("Cannot read a " + type + " tensor as floats");
    }
    FloatBuffer view = bytes().asFloatBuffer();
    float[] values = new float[view.remaining()];
    view.get(values);
    return values;
  }

  /**
   * Returns a tensor of the same values in another floating type, converted whenever its bytes are
   * needed; itself if it is of that type already.
   *
   * @param floating what to hold it in; each value becomes the nearest, of two as near the even one
   * @throws IllegalArgumentException if either is no floating type, or neither is fp32
   */
  public TensorData to(DataType floating) {
    if (floating == type) {
      return this;
    }
    if (type.floating() && floating == DataType.FLOAT32) {
      return computed(floating, shape, () -> HalfFloats.widen(bytes(), type));
    }
    if (type != DataType.FLOAT32 || !floating.floating()) {
      throw new IllegalArgumentException("Cannot convert %s to %s".formatted(this, floating));
    }
    return computed(floating, shape, () -> HalfFloats.convert(bytes(), floating));
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }

  private static long elements(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }
}
