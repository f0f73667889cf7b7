package io.sparing.ledger;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * The record with which an owner of a ledger begins to write in it.
 *
 * @param number 1 for the first owner, then one more for each
 * @param owner who: user, host, process and since when
 */
record Epoch(long number, String owner) {

  /** The version of the ledger's form that this code writes, and the last that it reads. */
  static final int FORMAT = 2;

  private static final String FORMAT_KEY = "ledger";

  /** The epoch before the first owner. */
  static final Epoch NONE = new Epoch(0, "nobody");

  /** Returns the record of the next owner. */
  Epoch next(String by) {
    return new Epoch(number + 1, by);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty(FORMAT_KEY, FORMAT);
    json.addProperty("epoch", number);
    json.addProperty("owner", owner);
    return json;
  }

  /** Returns whether an object is such a record, of whatever version. */
  static boolean is(JsonObject json) {
    return json.has(FORMAT_KEY);
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws LaterFormatException if a later version wrote it
   * @throws IllegalArgumentException if it is no such record
   */
  static Epoch fromJson(JsonObject json) {
    if (!(json.get(FORMAT_KEY) instanceof JsonPrimitive format)
        || !(json.get("epoch") instanceof JsonPrimitive number)
        || !(json.get("owner") instanceof JsonPrimitive owner)) {
      throw new IllegalArgumentException("the record of an owner lacks ledger, epoch or owner");
    }
    try {
      if (format.getAsInt() > FORMAT) {
        throw new LaterFormatException(format.getAsInt());
      }
      return new Epoch(number.getAsLong(), owner.getAsString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the record of an owner has no number: " + json, e);
    }
  }

  /** Thrown when a later version of Sparing wrote what follows. */
  static final class LaterFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LaterFormatException(int format) {
      super(
          "it has format %d of a later version of Sparing, and this one reads up to %d"
              .formatted(format, FORMAT));
    }
  }
}
