package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final List<String> DATA_SETS = List.of("a", "b", "c", "d", "e", "f");

  /** On each data set, as many right as the share says or, if not told, always half. */
  private static List<Calibration.Point> points(boolean told) {
    List<Calibration.Point> points = new ArrayList<>();
    for (String dataset : DATA_SETS) {
      for (int share = 0; share <= 10; share++) {
        points.add(new Calibration.Point(dataset, share / 10.0, told ? share / 10.0 : 0.5));
      }
    }
    return points;
  }

  @Test
  void whatTheShareTellsConfidenceFollows() {
    Calibration calibration = Calibration.of(points(true));
    assertThat(calibration.confidence(0.5)).isCloseTo(0.5, within(1e-9));
    assertThat(calibration.confidence(1)).isBetween(0.85, 1.0);
    assertThat(calibration.confidence(0)).isBetween(0.0, 0.15);
  }

  @Test
  void whatTheShareDoesNotTellConfidenceIgnores() {
    Calibration calibration = Calibration.of(points(false));
    assertThat(calibration.confidence(0)).isCloseTo(0.5, within(1e-9));
    assertThat(calibration.confidence(1)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aShareThatMisleadsLowersNoConfidence() {
    List<Calibration.Point> points =
        points(true).stream()
            .map(p -> new Calibration.Point(p.dataset(), p.share(), 1 - p.right()))
            .toList();
    Calibration calibration = Calibration.of(points);
    assertThat(calibration.confidence(0.9)).isEqualTo(calibration.confidence(0.1));
  }

  @Test
  void fewDataSetsPullTheSlope() {
    List<Calibration.Point> two =
        points(true).stream().filter(p -> "ab".contains(p.dataset())).toList();
    assertThat(Calibration.of(two).confidence(1))
        .isLessThan(Calibration.of(points(true)).confidence(1));
  }

  @Test
  void aDataSetCountsOnceHoweverManyItsEnvironments() {
    List<Calibration.Point> points = new ArrayList<>();
    points.add(new Calibration.Point("small", 0.5, 0));
    for (int i = 0; i < 99; i++) {
      points.add(new Calibration.Point("large", 0.5, 1));
    }
    assertThat(Calibration.of(points).confidence(0.5)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void reliabilityComparesStatedAndObservedOfAllEnvironments() {
    List<Grade.Bin> bins = Calibration.reliability(points(true));
    assertThat(bins.stream().mapToInt(Grade.Bin::environments).sum()).isEqualTo(66);
    assertThat(bins).allSatisfy(b -> assertThat(b.stated()).isCloseTo(b.observed(), within(0.15)));
    assertThat(bins).extracting(Grade.Bin::stated).isSorted();
  }

  /** Always right on the others, never on this one: its own points must not say so themselves. */
  @Test
  void aDataSetIsStatedByTheLineOfTheOthers() {
    List<Calibration.Point> points = new ArrayList<>();
    for (String dataset : DATA_SETS) {
      points.add(new Calibration.Point(dataset, 0.8, dataset.equals("f") ? 0 : 1));
    }
    List<Grade.Bin> bins = Calibration.reliability(points);
    assertThat(bins.get(bins.size() - 1).stated()).isCloseTo((5 * 0.8 + 1) / 6, within(1e-9));
    assertThat(bins.get(bins.size() - 1).observed()).isCloseTo(5.0 / 6, within(1e-9));
  }
}
