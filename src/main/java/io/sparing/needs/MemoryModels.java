package io.sparing.needs;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.Optional;

/**
 * Peaks of memory of trials on one kind of device.
 *
 * @param host of their processes
 * @param device on the GPU, for trials that run on one
 */
record MemoryModels(MemoryModel host, Optional<MemoryModel> device) {

  /** Returns the models that these results of such a device give, any number of them. */
  static MemoryModels fit(List<TrialResult> results, boolean gpu) {
    List<MemoryRow> host =
        rows(results, Metric.PEAK_HOST_BYTES, Optional.of(Metric.INFERENCE_HOST_BYTES));
    if (!gpu) {
      return new MemoryModels(
          MemoryModel.fit(MemoryRows.shipped("memory-cpu"), host, MemoryAssumptions.CPU),
          Optional.empty());
    }
    List<MemoryRow> device =
        rows(results, Metric.PEAK_DEVICE_BYTES, Optional.of(Metric.INFERENCE_DEVICE_BYTES));
    return new MemoryModels(
        MemoryModel.fit(MemoryRows.shipped("memory-gpu-host"), host, MemoryAssumptions.GPU_HOST),
        Optional.of(
            MemoryModel.fit(
                MemoryRows.shipped("memory-gpu-device"), device, MemoryAssumptions.GPU_DEVICE)));
  }

  private static List<MemoryRow> rows(
      List<TrialResult> results, Metric peak, Optional<Metric> answering) {
    return results.stream()
        .flatMap(result -> MemoryRows.of(result, peak, answering).stream())
        .toList();
  }
}
