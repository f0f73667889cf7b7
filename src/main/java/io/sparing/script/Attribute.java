package io.sparing.script;

/**
 * A typed attribute of a module, other than tensors and submodules.
 *
 * @param type its TorchScript type, such as {@code int} or {@code List[Tensor]}
 * @param value what it holds at first: a {@link Long}, {@link Double}, {@link Empty#TENSOR_LIST} or
 *     {@link Empty#NONE}
 */
public record Attribute(String type, Object value) {

  /** Values that hold nothing yet. */
  public enum Empty {
    NONE,
    TENSOR_LIST
  }

  /** Returns an empty {@code List[Tensor]} that methods fill. */
  public static Attribute tensors() {
    return new Attribute("List[Tensor]", Empty.TENSOR_LIST);
  }

  /** Returns an {@code Optional[TYPE]} that is {@code None} until a method sets it. */
  public static Attribute none(String type) {
    return new Attribute("Optional[" + type + "]", Empty.NONE);
  }

  /** Returns a whole number. */
  public static Attribute integer(long value) {
    return new Attribute("int", value);
  }

  /** Returns a number. */
  public static Attribute number(double value) {
    return new Attribute("float", value);
  }
}
