package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what docs/estimates.md says of trials on an H200 whose shapes the model has not seen. */
final class GpuMemoryModelTest {

  private static List<MemoryRow> heldOut(String name) throws IOException {
    try (InputStream in = GpuMemoryModelTest.class.getResourceAsStream(name + "-held-out.csv")) {
      return MemoryRows.read(in);
    }
  }

  private static MemoryModel model(String name) {
    Map<MemoryPhase, double[]> assumed =
        name.endsWith("host") ? MemoryAssumptions.GPU_HOST : MemoryAssumptions.GPU_DEVICE;
    return MemoryModel.fit(MemoryRows.shipped(name), List.of(), assumed);
  }

  private static double error(MemoryModel model, MemoryRow row) {
    return Math.abs(model.estimate(row.shape()) / row.peak() - 1);
  }

  @ParameterizedTest
  @CsvSource({"memory-gpu-host, 0.03, 0.08, 1.15", "memory-gpu-device, 0.08, 0.23, 1.5"})
  void peaksOfShapesNotSeenAreNearAndBelowTheUpperEnd(
      String name, double median, double ninetieth, double width) throws IOException {
    MemoryModel model = model(name);
    List<MemoryRow> held = heldOut(name);
    assertThat(held).hasSizeGreaterThan(50);
    double[] errors = held.stream().mapToDouble(row -> error(model, row)).sorted().toArray();
    assertThat(errors[errors.length / 2]).isLessThan(median);
    assertThat(errors[(int) (0.9 * errors.length)]).isLessThan(ninetieth);
    long below =
        held.stream().filter(row -> row.peak() <= model.predict(row.shape()).high()).count();
    assertThat(below / (double) held.size()).isGreaterThanOrEqualTo(0.95);
    Interval any = model.predict(held.get(0).shape());
    assertThat(any.high() / any.estimate()).isLessThan(width);
  }
}
