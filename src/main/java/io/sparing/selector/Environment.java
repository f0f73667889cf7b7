package io.sparing.selector;

import io.sparing.trial.DeviceKind;
import java.util.Locale;

/**
 * What somebody has and wants: the question that a rule set answers.
 *
 * @param task kind of task, as {@code classification}, {@code pair}, {@code qa}
 * @param hardware {@code cpu} or {@code gpu}
 * @param memoryGigabytes host memory on a cpu, device memory on a gpu; 1 GB is 10^9 bytes
 * @param latencyMillis longest time to answer one text; infinite if there is no limit
 * @param examples labelled training examples available; 0 if there are none or nobody knows
 * @param trainSeconds training budget in wall seconds; infinite if there is no limit
 * @param classes labels that a row may have; 0 if nobody knows
 */
public record Environment(
    String task,
    String hardware,
    double memoryGigabytes,
    double latencyMillis,
    long examples,
    double trainSeconds,
    int classes) {

  /** A limit that never binds. */
  public static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /**
   * @throws IllegalArgumentException if a limit is not positive, or the hardware is unknown
   */
  public Environment {
    task = task.toLowerCase(Locale.ROOT);
    hardware = hardware.toLowerCase(Locale.ROOT);
    if (!DeviceKind.NAMES.contains(hardware)) {
      throw new IllegalArgumentException(
          "Unknown hardware: %s; known: %s"
              .formatted(hardware, String.join(", ", DeviceKind.NAMES)));
    }
    positive("memory", memoryGigabytes);
    positive("latency", latencyMillis);
    positive("train seconds", trainSeconds);
    if (examples < 0) {
      throw new IllegalArgumentException("Invalid examples: " + examples + "; expected 0 or more");
    }
    if (classes < 0) {
      throw new IllegalArgumentException("Invalid classes: " + classes + "; expected 0 or more");
    }
  }

  /** Returns an environment without any limit. */
  public static Environment open(String task, String hardware) {
    return new Environment(task, hardware, UNLIMITED, UNLIMITED, Long.MAX_VALUE, UNLIMITED, 0);
  }

  /** Whether the hardware is a GPU, whose memory then counts and not the host's. */
  public boolean onGpu() {
    return hardware.equals(DeviceKind.GPU.text());
  }

  /** Returns the value of a limit, in the feature's unit. */
  public double value(Feature feature) {
    return switch (feature) {
      case MEMORY -> memoryGigabytes;
      case LATENCY -> latencyMillis;
      case EXAMPLES -> examples;
      case TRAIN_SECONDS -> trainSeconds;
      case CLASSES -> classes;
    };
  }

  /** Returns the value of a category. */
  public String value(Category category) {
    return switch (category) {
      case TASK -> task;
      case HARDWARE -> hardware;
    };
  }

  /** Returns a copy with one number changed. */
  public Environment with(Feature feature, double value) {
    return new Environment(
        task,
        hardware,
        feature == Feature.MEMORY ? value : memoryGigabytes,
        feature == Feature.LATENCY ? value : latencyMillis,
        feature == Feature.EXAMPLES ? (long) value : examples,
        feature == Feature.TRAIN_SECONDS ? value : trainSeconds,
        feature == Feature.CLASSES ? (int) value : classes);
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected a number above 0".formatted(name, value));
    }
  }
}
