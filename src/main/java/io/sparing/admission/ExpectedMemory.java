package io.sparing.admission;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

/**
 * Peaks of memory that a trial is expected to have, as the ends of an interval, in bytes; all 0
 * where nothing is known.
 *
 * @param hostLow what its process surely takes
 * @param hostHigh what its process takes at most
 * @param deviceLow what it surely takes on a GPU; 0 on a CPU
 * @param deviceHigh what it takes there at most
 */
public record ExpectedMemory(long hostLow, long hostHigh, long deviceLow, long deviceHigh) {

  /** Nothing is known. */
  public static final ExpectedMemory UNKNOWN = new ExpectedMemory(0, 0, 0, 0);

  /**
   * @throws IllegalArgumentException if a number is negative or an interval begins above its end
   */
  public ExpectedMemory {
    check(hostLow, hostHigh);
    check(deviceLow, deviceHigh);
  }

  private static void check(long low, long high) {
    if (low < 0 || high < low) {
      throw new IllegalArgumentException(
          "Invalid memory: %d to %d bytes; expected 0 or more, the larger one last"
              .formatted(low, high));
    }
  }

  /** Returns the JSON form that {@link #fromJson} reads. */
  public JsonArray toJson() {
    JsonArray json = new JsonArray();
    json.add(hostLow);
    json.add(hostHigh);
    json.add(deviceLow);
    json.add(deviceHigh);
    return json;
  }

  /** Reads the JSON form of {@link #toJson}. */
  public static ExpectedMemory fromJson(JsonElement json) {
    JsonArray array = json.getAsJsonArray();
    return new ExpectedMemory(
        array.get(0).getAsLong(),
        array.get(1).getAsLong(),
        array.get(2).getAsLong(),
        array.get(3).getAsLong());
  }
}
