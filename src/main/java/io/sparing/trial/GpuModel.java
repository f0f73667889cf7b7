package io.sparing.trial;

/**
 * The GPU that a trial ran on. Texts are empty where unknown.
 *
 * @param name such as {@code NVIDIA H200}
 * @param memoryBytes all of its memory; 0 where unknown
 * @param computeCapability such as {@code 9.0}
 * @param driver version of its driver
 * @param uuid what tells it from all others
 */
public record GpuModel(
    String name, long memoryBytes, String computeCapability, String driver, String uuid) {

  /** None, or not known. */
  public static final GpuModel NONE = new GpuModel("", 0, "", "", "");
}
