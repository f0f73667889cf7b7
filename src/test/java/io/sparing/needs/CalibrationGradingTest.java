package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.selector.CalibrationRows;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationGradingTest {

  private static final List<TrialResult> THERE =
      CalibrationRows.on("Old, 2 cores, avx2").seed(1).rows();

  /** A calibration and rows like it, which take so many times as long as their like there. */
  private static List<TrialResult> here(double calibrated, double measured) {
    String hardware = "New, 16 cores, avx2";
    List<TrialResult> rows =
        new ArrayList<>(CalibrationRows.on(hardware).slower(calibrated).rows());
    rows.addAll(CalibrationRows.on(hardware).slower(measured).seed(2).rows());
    return rows;
  }

  @Test
  void whatTheCalibrationTellsIsForeseen() {
    CalibrationGrading grading = CalibrationGrading.of(THERE, here(3, 3), DeviceKind.CPU, true);
    assertThat(grading.lines())
        .extracting(line -> line.scaled().quantity())
        .containsExactly(
            "latency_millis", "memory_gigabytes", "train_seconds", "answer_device_seconds");
    assertThat(grading.all().scaled().within(1.3)).isGreaterThan(0.95);
    assertThat(grading.all().plain().within(1.3)).isLessThan(0.5);
    assertThat(grading.all().scaled().points()).hasSize(44);
    assertThat(grading.all().scaled().inside()).isGreaterThan(0.7);
  }

  @Test
  void textsOfAnotherLengthAreForeseenWhereTheirDataSetIsKnown() {
    List<TrialResult> there = new ArrayList<>(THERE);
    List<TrialResult> here = new ArrayList<>(here(3, 3));
    CalibrationRows.on("Old, 2 cores, avx2")
        .slower(6)
        .seed(1)
        .rows()
        .forEach(row -> there.add(CalibrationRows.ofData(row, "ag-news")));
    CalibrationRows.on("New, 16 cores, avx2")
        .slower(18)
        .seed(1)
        .rows()
        .forEach(row -> here.add(CalibrationRows.ofData(row, "ag-news")));
    CalibrationGrading known = CalibrationGrading.of(there, here, DeviceKind.CPU, true);
    CalibrationGrading any = CalibrationGrading.of(there, here, DeviceKind.CPU, false);
    assertThat(known.all().scaled().within(1.3)).isGreaterThan(0.9);
    assertThat(any.all().scaled().within(1.3)).isLessThan(0.5);
    assertThat(known.all().factor(0.5)).isBetween(2.5, 3.3);
  }

  @Test
  void whatItDoesNotTellIsAMiss() {
    CalibrationGrading grading = CalibrationGrading.of(THERE, here(3, 5), DeviceKind.CPU, false);
    for (CalibrationGrading.Line line : grading.lines()) {
      boolean memory = line.scaled().quantity().equals("memory_gigabytes");
      assertThat(line.scaled().within(1.3))
          .as(line.scaled().quantity())
          .isBetween(memory ? 0.9 : 0, memory ? 1.0 : 0);
    }
  }

  @Test
  void withoutRowsToCompareNothingIsGraded() {
    assertThatThrownBy(
            () ->
                CalibrationGrading.of(
                    THERE, CalibrationRows.on("New, 16 cores, avx2").rows(), DeviceKind.CPU, true))
        .hasMessage(
            "Cannot grade a calibration: 12 trials of a cpu to fit and 0 trials on New, 16 cores"
                + " (2 threads) to compare; expected both");
    assertThatThrownBy(() -> CalibrationGrading.of(THERE, THERE, DeviceKind.CPU, true))
        .hasMessageStartingWith("Cannot calibrate by 0 calibration trials of 0 machines");
  }
}
