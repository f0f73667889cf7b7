package io.sparing.money;

import io.sparing.trial.DeviceKind;

/**
 * What of a machine a trial has to itself, as far as it is paid for.
 *
 * @param device that trains and answers
 * @param hardware name of the GPU, as its driver says it; of no meaning on a CPU
 * @param cores of a CPU
 * @param hostGigabytes host memory on a CPU, GB of 10^9 bytes
 */
public record Rental(DeviceKind device, String hardware, int cores, double hostGigabytes) {

  /** Returns a GPU with all that belongs to it. */
  public static Rental ofGpu(String name) {
    return new Rental(DeviceKind.GPU, name, 0, 0);
  }

  /** Returns cores and host memory. */
  public static Rental ofCpu(int cores, double hostGigabytes) {
    return new Rental(DeviceKind.CPU, "", cores, hostGigabytes);
  }

  /** Returns how many devices that is: one GPU, or the cores. */
  public int devices() {
    return device == DeviceKind.GPU ? 1 : cores;
  }
}
