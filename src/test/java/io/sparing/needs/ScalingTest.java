package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.selector.CalibrationRows;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingTest {

  private static final String OLD = "Old, 2 cores, avx2";
  private static final String NEW = "New, 16 cores, avx2 avx512f";

  private static NeedsReference reference(String hardware) {
    List<TrialResult> rows = new ArrayList<>();
    for (long seed = 1; seed < 4; seed++) {
      rows.addAll(CalibrationRows.on(hardware).seed(seed).rows());
    }
    return NeedsReference.of(rows, new Machine("cpu", hardware, 2));
  }

  private static MachineCalibration calibration(CalibrationRows rows) {
    return MachineCalibration.of(rows.rows(), 4, "");
  }

  private static Scaling scaling(CalibrationRows rows) {
    return Scaling.of(reference(OLD), calibration(rows));
  }

  /** A need of a typical size of a kind of work. */
  private static Optional<Scale> find(Scaling scaling, Need need, String kind) {
    return scaling.find(need, new Work(kind, need == Need.TRAIN_SECONDS ? 16 : 1), 4);
  }

  @Test
  void aMachineTwiceAsSlowNeedsTwiceAsLong() {
    Scaling scaling = scaling(CalibrationRows.on(NEW).slower(2));
    for (String kind : List.of("fp32", "int8", "nf4")) {
      assertThat(find(scaling, Need.LATENCY_MILLIS, kind).orElseThrow().factor())
          .as(kind)
          .isCloseTo(2, within(0.1));
    }
    for (Effort effort : List.of(Effort.PROBE, Effort.EFFICIENT, Effort.FULL)) {
      Scale scale = find(scaling, Need.TRAIN_SECONDS, effort.name()).orElseThrow();
      assertThat(scale.factor()).as(effort.name()).isCloseTo(2, within(0.1));
      assertThat(scale.of(new Interval(8, 10, 12.5)).estimate()).isCloseTo(20, within(1.0));
    }
    assertThat(find(scaling, Need.MEMORY_GIGABYTES, "").orElseThrow().factor())
        .isCloseTo(1, within(0.05));
  }

  @Test
  void waysToTrainAreComparedAmongThemselves() {
    Scaling scaling =
        scaling(CalibrationRows.on(NEW).slower(2).slower("full", 3).slower("linear-probe", 0.5));
    assertThat(find(scaling, Need.TRAIN_SECONDS, Effort.FULL.name()).orElseThrow().factor())
        .isCloseTo(6, within(0.4));
    assertThat(find(scaling, Need.TRAIN_SECONDS, Effort.EFFICIENT.name()).orElseThrow().factor())
        .isCloseTo(2, within(0.1));
    Scale probe = find(scaling, Need.TRAIN_SECONDS, Effort.PROBE.name()).orElseThrow();
    assertThat(probe.factor()).isCloseTo(1, within(0.1));
    assertThat(probe.trials()).isEqualTo(2);
    assertThat(find(scaling, Need.TRAIN_SECONDS, "another").orElseThrow().trials()).isEqualTo(8);
  }

  @Test
  void trialsThatLieApartWidenTheInterval() {
    Interval need = new Interval(9, 10, 10 / 0.9);
    Scale alike =
        find(scaling(CalibrationRows.on(NEW).slower(2)), Need.LATENCY_MILLIS, "fp32").orElseThrow();
    Scale apart =
        find(
                scaling(CalibrationRows.on(NEW).slower(2).slower("full", 1.5)),
                Need.LATENCY_MILLIS,
                "fp32")
            .orElseThrow();
    assertThat(alike.half()).isLessThan(0.1);
    assertThat(apart.half()).isGreaterThan(0.2);
    assertThat(apart.of(need).half()).isGreaterThan(alike.of(need).half() + 0.1);
    assertThat(alike.of(need).half()).isGreaterThanOrEqualTo(need.half());
    assertThat(apart.of(need).estimate()).isCloseTo(10 * apart.factor(), within(1e-9));
    assertThat(apart.of(Interval.ZERO)).isEqualTo(Interval.ZERO);
  }

  @Test
  void longCallsMayGainMoreThanShortOnes() {
    Scaling scaling = scaling(CalibrationRows.on(NEW).batches(0.3));
    Work answer = new Work("fp32", 1);
    double small = scaling.find(Need.LATENCY_MILLIS, answer, 7).orElseThrow().factor();
    double large = scaling.find(Need.LATENCY_MILLIS, answer, 56).orElseThrow().factor();
    assertThat(small).isCloseTo(1, within(0.1));
    assertThat(small / large).isBetween(1.7, 2.5);
    Scale beyond = scaling.find(Need.LATENCY_MILLIS, answer, 1e5).orElseThrow();
    assertThat(beyond).isEqualTo(scaling.find(Need.LATENCY_MILLIS, answer, 1e6).orElseThrow());
    assertThat(beyond.half())
        .isGreaterThan(scaling.find(Need.LATENCY_MILLIS, answer, 7).orElseThrow().half());
    assertThat(scaling.find(Need.LATENCY_MILLIS, answer, 0)).isEmpty();
  }

  @Test
  void theMachineOfTheRowsIsTheSame() {
    NeedsReference reference = reference(OLD);
    assertThat(Scaling.same(reference, calibration(CalibrationRows.on(OLD)))).isTrue();
    assertThat(Scaling.same(reference, calibration(CalibrationRows.on(NEW)))).isFalse();
    assertThat(Scaling.same(reference, calibration(CalibrationRows.on(OLD).threads(1)))).isFalse();
  }

  @Test
  void whatIsForeseenTooRoughlySaysNothing() {
    List<TrialResult> others =
        CalibrationRows.on(OLD).seed(1).rows().stream()
            .filter(row -> row.spec().model().equals("minilm-l6"))
            .toList();
    NeedsReference reference = NeedsReference.of(others, new Machine("cpu", OLD, 2));
    Scaling scaling = Scaling.of(reference, calibration(CalibrationRows.on(NEW)));
    assertThat(find(scaling, Need.LATENCY_MILLIS, "fp32").orElseThrow().trials())
        .as("not those of a model that no row has")
        .isEqualTo(5);
  }

  @Test
  void whatTheCalibrationTookThereCountsBeforeWhatIsForeseen() {
    List<TrialResult> rows = new ArrayList<>(CalibrationRows.on(OLD).seed(1).rows());
    rows.addAll(CalibrationRows.on(OLD).slower(1.5).rows());
    NeedsReference reference = NeedsReference.of(rows, new Machine("cpu", OLD, 2));
    Scaling scaling = Scaling.of(reference, calibration(CalibrationRows.on(NEW).slower(3)));
    assertThat(find(scaling, Need.LATENCY_MILLIS, "fp32").orElseThrow().factor())
        .isCloseTo(2, within(1e-6));
  }

  @Test
  void dataSetsThatTheRowsLackAreNotForeseen() {
    List<TrialResult> others = new ArrayList<>();
    for (TrialResult row : CalibrationRows.on(OLD).seed(1).rows()) {
      others.add(CalibrationRows.ofData(row, "sst-2"));
    }
    NeedsReference reference = NeedsReference.of(others, new Machine("cpu", OLD, 2));
    Scaling scaling = Scaling.of(reference, calibration(CalibrationRows.on(NEW)));
    assertThat(find(scaling, Need.LATENCY_MILLIS, "fp32")).isEmpty();
  }

  @Test
  void kindsFollowFromWhatIsTrained() {
    for (DeviceKind device : DeviceKind.values()) {
      assertThat(CalibrationTrials.of(device))
          .extracting(spec -> Work.of(Need.TRAIN_SECONDS, Workload.of(spec)).kind())
          .contains("FROZEN", "PROBE", "EFFICIENT", "FULL");
      assertThat(CalibrationTrials.of(device)).allMatch(spec -> CalibrationTrials.has(spec.id()));
    }
  }

  @Test
  void rowsOfSeveralMachinesAreNoCalibration() {
    List<TrialResult> rows = new ArrayList<>(CalibrationRows.on(OLD).rows());
    rows.addAll(CalibrationRows.on(NEW).rows());
    assertThatThrownBy(() -> MachineCalibration.of(rows, 4, "results"))
        .hasMessage(
            "Cannot calibrate by 24 calibration trials of 2 machines in results; expected trials of"
                + " one; run ./submit.sh calibrate there");
    assertThatThrownBy(() -> MachineCalibration.of(List.of(), 4, ""))
        .hasMessageContaining("0 calibration trials of 0 machines");
  }

  @Test
  void aCalibrationIsReadAsItWasWritten() {
    MachineCalibration calibration = calibration(CalibrationRows.on(NEW).slower(1.3));
    String text = MachineCalibrationParser.text(calibration);
    assertThat(MachineCalibrationParser.parse(text)).isEqualTo(calibration);
    assertThat(calibration.trials()).hasSize(12);
    assertThatThrownBy(
            () -> MachineCalibrationParser.parse(text.replace("\"version\": 1", "\"version\": 7")))
        .hasMessage("unknown version: 7; known: 1");
    assertThatThrownBy(() -> MachineCalibrationParser.parse("{\"version\": 1}"))
        .hasMessage("it has no trials");
  }

  @Test
  void aReferenceIsReadAsItWasWritten() {
    NeedsReference reference = reference(OLD);
    assertThat(NeedsReferenceParser.fromJson(NeedsReferenceParser.toJson(reference)))
        .isEqualTo(reference);
    assertThat(reference.calibration()).hasSize(12);
  }
}
