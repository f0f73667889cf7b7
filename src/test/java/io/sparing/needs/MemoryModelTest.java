package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Holds what docs/estimates.md says of trials on a CPU whose shapes the model has not seen. */
final class MemoryModelTest {

  private static final List<MemoryRow> SHIPPED = MemoryRows.shipped("memory-cpu");
  private static final int LONG = 256;

  private static List<MemoryRow> heldOut() throws IOException {
    try (InputStream in = MemoryModelTest.class.getResourceAsStream("memory-cpu-held-out.csv")) {
      return MemoryRows.read(in);
    }
  }

  private static MemoryModel model(List<MemoryRow> own) {
    return MemoryModel.fit(SHIPPED, own, MemoryAssumptions.CPU);
  }

  private static double quantile(
      List<MemoryRow> rows, double share, ToDoubleFunction<MemoryRow> value) {
    double[] sorted = rows.stream().mapToDouble(value).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static double error(MemoryModel model, MemoryRow row) {
    return Math.abs(model.estimate(row.shape()) / row.peak() - 1);
  }

  @Test
  void peaksOfShapesNotSeenAreNear() throws IOException {
    MemoryModel model = model(List.of());
    List<MemoryRow> held = heldOut();
    assertThat(held).hasSizeGreaterThan(40);
    assertThat(quantile(held, 0.5, row -> error(model, row))).isLessThan(0.06);
    assertThat(quantile(held, 0.9, row -> error(model, row))).isLessThan(0.12);
    List<MemoryRow> longer = held.stream().filter(row -> row.shape().length() >= LONG).toList();
    assertThat(longer).hasSizeGreaterThan(10);
    assertThat(quantile(longer, 0.5, row -> error(model, row))).isLessThan(0.06);
  }

  @Test
  void theUpperEndHoldsAndIsNotFar() throws IOException {
    MemoryModel model = model(List.of());
    List<MemoryRow> held = heldOut();
    long below =
        held.stream().filter(row -> row.peak() <= model.predict(row.shape()).high()).count();
    assertThat(below / (double) held.size()).isGreaterThanOrEqualTo(0.95);
    Interval any = model.predict(held.get(0).shape());
    assertThat(any.high() / any.estimate()).isLessThan(1.3);
  }

  @Test
  void rowsOfTheMachineMoveTheEstimate() throws IOException {
    List<MemoryRow> larger = new ArrayList<>();
    SHIPPED.forEach(
        row -> larger.add(new MemoryRow(row.shape(), 1.5 * row.peak(), 1.5 * row.answering())));
    MemoryModel model = model(larger);
    assertThat(quantile(heldOut(), 0.5, row -> model.estimate(row.shape()) / row.peak()))
        .isBetween(1.3, 1.7);
  }

  @Test
  void moreRowsLongerTextsAndMoreTrainingTakeMore() {
    MemoryModel model = model(List.of());
    MemoryRow row =
        SHIPPED.stream().filter(any -> any.shape().kept() > 0).findFirst().orElseThrow();
    MemoryShape shape = row.shape();
    double before = model.estimate(shape);
    String line = MemoryRows.line(row);
    String[] cells = line.split(",", -1);
    for (String column : List.of("rows", "length", "trainable", "parameters")) {
      int at = Arrays.asList(MemoryRows.HEADER.split(",", -1)).indexOf(column);
      String[] more = cells.clone();
      more[at] = String.valueOf(16 * Long.parseLong(cells[at]));
      MemoryShape larger = read(String.join(",", more)).shape();
      assertThat(model.estimate(larger)).as(column).isGreaterThan(before);
    }
  }

  @Test
  void aRowIsReadAsItIsWritten() {
    for (MemoryRow row : SHIPPED) {
      assertThat(read(MemoryRows.line(row))).isEqualTo(row);
    }
  }

  @Test
  void whereNothingWasMeasuredTheIntervalIsWide() {
    MemoryModel model = MemoryModel.fit(List.of(), List.of(), MemoryAssumptions.GPU_DEVICE);
    Interval expected = model.predict(SHIPPED.get(0).shape());
    assertThat(expected.high() / expected.estimate()).isCloseTo(1.5, within(1e-9));
  }

  private static MemoryRow read(String line) {
    return MemoryRows.read(
            new ByteArrayInputStream(
                (MemoryRows.HEADER + "\n" + line).getBytes(StandardCharsets.UTF_8)))
        .get(0);
  }
}
