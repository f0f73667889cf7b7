package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.sparing.company.Member;
import io.sparing.data.TokenIds;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.Times;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedStepsTest {

  @TempDir Path folder;

  @Test
  void allStepsAreReckonedFromSomeByTheirSize() {
    try (Presence presence = presence(Times.ALONE)) {
      TimedSteps steps = new TimedSteps(presence, 100, false);
      for (int step = 0; step < 100; step++) {
        steps.begins();
        steps.ends(step % 2 == 0 ? 10 : 30, step % 2 == 0 ? 0.1 : 0.3);
      }
      assertThat(steps.count()).isEqualTo(20);
      assertThat(steps.seconds().orElseThrow()).isCloseTo(20, within(1e-9));
      assertThat(steps.stepSeconds().orElseThrow()).isCloseTo(0.2, within(1e-9));
    }
  }

  @Test
  void stepsOfOtherSizesTakeTheTimeOfTheLineThroughThoseThatWereTimed() {
    assertThat(reckoned(size -> 0.1)).isCloseTo(10, within(1e-9));
    assertThat(reckoned(size -> 0.05 + 0.005 * size))
        .isCloseTo(100 * 0.05 + 0.005 * 2_620, within(1e-9));
    assertThat(reckoned(size -> 1.0 / size)).isCloseTo(100 * (0.1 + 0.05) / 2, within(1e-9));
  }

  /** The first quarter of the steps, which are timed, are of other sizes than the rest. */
  private double reckoned(DoubleUnaryOperator seconds) {
    try (Presence presence = presence(Times.ALONE)) {
      TimedSteps steps = new TimedSteps(presence, 100, false);
      for (int step = 0; step < 100; step++) {
        int size = step < 25 ? 10 + step % 2 * 10 : 30;
        steps.begins();
        steps.ends(size, seconds.applyAsDouble(size));
      }
      return steps.seconds().orElseThrow();
    }
  }

  @Test
  void warmUpsAreNotTimed() {
    try (Presence presence = presence(Times.ALONE)) {
      TimedSteps steps = new TimedSteps(presence, 40, false);
      for (int step = 0; step < 40; step++) {
        steps.begins();
        steps.ends(1, step < 5 ? 9 : 1);
      }
      assertThat(steps.seconds()).hasValue(40);
    }
  }

  @Test
  void stepsThatRecordAShapeAreNotTimed() {
    try (Presence presence = presence(Times.ALONE)) {
      TimedSteps steps = new TimedSteps(presence, 12, true);
      for (int step = 0; step < 12; step++) {
        steps.begins();
        steps.ends(step < 8 ? 16 : 32, step < 8 ? 1 : 5);
      }
      assertThat(steps.count()).isEqualTo(7);
      steps.end();
      assertThat(steps.stepSeconds().orElseThrow()).isCloseTo((5 + 2 * 5) / 7.0, within(1e-9));
    }
  }

  @Test
  void othersGoOnAfterTheTimedSteps() throws Exception {
    try (Presence presence = presence(Times.ALONE)) {
      TimedSteps steps = new TimedSteps(presence, 100, false);
      for (int step = 0; step < 10; step++) {
        steps.begins();
        steps.ends(1, 1);
      }
      try (Member other = Member.join(folder, "host")) {
        assertThat(other.asked()).isTrue();
        for (int step = 10; step < 30; step++) {
          steps.begins();
          steps.ends(1, 1);
        }
        assertThat(other.asked()).isFalse();
      }
    }
  }

  @Test
  void nothingIsTimedInCompany() {
    try (Presence presence = presence(Times.COMPANY)) {
      StepTimer timer = new StepTimer(presence, false, false);
      Measurements found = run(timer, true, OptionalDouble.of(0));
      assertThat(found.find(Metric.TRAIN_SECONDS_ALONE)).isEmpty();
      assertThat(found.find(Metric.TIMED_STEPS)).hasValue(0);
      assertThat(found.note(Metric.TRAIN_SECONDS_ALONE)).contains("in company, as --times asks");
    }
  }

  @Test
  void stepsThatChangeAreTimedButNotAddedUp() {
    try (Presence presence = presence(Times.ALONE)) {
      Measurements found = run(new StepTimer(presence, false, false), false, OptionalDouble.of(0));
      assertThat(found.find(Metric.STEP_MILLIS_ALONE)).hasValue(500);
      assertThat(found.find(Metric.TRAIN_SECONDS_ALONE)).isEmpty();
      assertThat(found.note(Metric.TRAIN_SECONDS_ALONE))
          .contains("steps change as training goes on");
    }
  }

  @Test
  void whatCameBeforeIsAdded() {
    try (Presence presence = presence(Times.ALONE)) {
      Measurements found = run(new StepTimer(presence, false, false), true, OptionalDouble.of(7));
      assertThat(found.find(Metric.TRAIN_SECONDS_ALONE)).hasValue(7 + 15);
      assertThat(found.note(Metric.TRAIN_SECONDS_ALONE)).contains("from 20 steps timed alone");
      Measurements unknown =
          run(new StepTimer(presence, false, false), true, OptionalDouble.empty());
      assertThat(unknown.note(Metric.TRAIN_SECONDS_ALONE)).contains("why");
    }
  }

  private static Measurements run(StepTimer timer, boolean alike, OptionalDouble before) {
    timer.begins(30, alike);
    for (int step = 0; step < 30; step++) {
      timer.stepBegins();
      timer.stepEnds(8, 0.5);
    }
    return timer.end(30, before, "why");
  }

  @Test
  void waitingIsToldAndCounted() throws Exception {
    List<Boolean> told = new ArrayList<>();
    try (Presence presence = join(Times.ALONE, told)) {
      assertThat(presence.beforeCall()).isZero();
      presence.worked(7);
      assertThat(presence.busyTimes().orElseThrow().mine().getAsLong()).isEqualTo(7);
      assertThat(told).isEmpty();
      assertThat(presence.takeTurn()).isPresent();
      assertThat(told).containsExactly(true, false);
      assertThat(presence.waitedSeconds().orElseThrow()).isBetween(0.0, 5.0);
    }
  }

  @Test
  void aTableThatCannotBeUsedLeavesTimesInCompany() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Timing timing = new Timing(Times.ALONE, Optional.of(file));
    try (Presence presence = timing.join(Device.cpu(), waits -> {})) {
      assertThat(presence.takesTurns()).isFalse();
      assertThat(presence.takeTurn()).isEmpty();
      assertThat(presence.observe()).isEmpty();
      assertThat(presence.company()).startsWith("in company: ").contains("file");
    }
  }

  @Test
  void aModelIsTimedAloneAndOnManyTexts() {
    try (Presence presence = presence(Times.ALONE)) {
      List<Integer> sizes = new ArrayList<>();
      AnswerTimes times =
          new AnswerTimer(
                  texts -> {
                    sizes.add(texts.size());
                    return List.of();
                  },
                  Collections.nCopies(5, new TokenIds(new int[1], new int[1])),
                  presence)
              .times();
      assertThat(times.manner()).isEqualTo("alone");
      assertThat(times.latencies()).hasSize(100);
      assertThat(sizes).hasSize(20 + 3 + 100 + 1).endsWith(128);
    }
  }

  private Presence presence(Times times) {
    return join(times, new ArrayList<>());
  }

  private Presence join(Times times, List<Boolean> told) {
    return new Timing(times, Optional.of(folder)).join(Device.cpu(), told::add);
  }
}
