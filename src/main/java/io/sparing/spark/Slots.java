package io.sparing.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/**
 * How many trials run at a time on this machine and how many native threads each has.
 *
 * @param slots trials at a time, 1 to 1024
 * @param threads native threads of each, 1 to 1024
 */
public record Slots(int slots, int threads) {

  private static final long GIB = 1L << 30;
  private static final long DRIVER_BYTES = 2 * GIB;
  private static final long WORKER_BYTES = 2 * GIB;
  private static final int MOST = 1024;

  /**
   * @throws IllegalArgumentException if a number is below 1 or above 1024
   */
  public Slots {
    check(slots, "slots");
    check(threads, "threads");
  }

  /**
   * Fills in what was not asked for, on the machine that runs this: slots times threads is as near
   * to the cores as it goes, and by default there are no more slots than 2 GiB of memory each
   * allow.
   */
  public static Slots choose(OptionalInt slots, OptionalInt threads) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return choose(
        slots, threads, Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize());
  }

  static Slots choose(OptionalInt slots, OptionalInt threads, int cores, long memoryBytes) {
    if (slots.isPresent() && threads.isPresent()) {
      return new Slots(slots.getAsInt(), threads.getAsInt());
    }
    if (slots.isPresent()) {
      check(slots.getAsInt(), "slots");
      return new Slots(slots.getAsInt(), Math.max(1, cores / slots.getAsInt()));
    }
    int fitting = (int) Math.max(1, Math.min(cores, (memoryBytes - DRIVER_BYTES) / WORKER_BYTES));
    if (threads.isPresent()) {
      check(threads.getAsInt(), "threads");
      return new Slots(
          Math.max(1, Math.min(fitting, cores / threads.getAsInt())), threads.getAsInt());
    }
    return new Slots(fitting, Math.max(1, cores / fitting));
  }

  /**
   * Returns Spark's master for them: as many cores as all slots have threads, and task attempts as
   * on a cluster.
   */
  String master() {
    return "local[" + slots * threads + ",4]";
  }

  private static void check(int value, String name) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "Invalid %s: %d; expected 1 to %d".formatted(name, value, MOST));
    }
  }
}
