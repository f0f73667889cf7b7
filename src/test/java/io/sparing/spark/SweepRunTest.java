package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.ledger.Ledger;
import io.sparing.ledger.TeachersFolder;
import io.sparing.measure.Measurements;
import io.sparing.process.Provenances;
import io.sparing.results.ResultsStore;
import io.sparing.results.SweepTables;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Status;
import io.sparing.trial.Teachers;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecs;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of a sweep whose trials end at once. */
class SweepRunTest {

  private static final TrialSpec PLAIN = TrialSpecs.spec(Map.of());
  private static final TrialSpec WARM = student(Map.of());
  private static final TrialSpec WARMER = student(Map.of("temperature", 5));
  private static final TrialSpec OTHER_SEED = student(Map.of("seed", 1));

  @TempDir private Path folder;

  private final List<String> events = new ArrayList<>();

  private static TrialSpec student(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("strategy", "distillation");
    return TrialSpecs.spec(settings);
  }

  private static TrialSpec teacher(TrialSpec student) {
    return Teachers.of(student).orElseThrow();
  }

  private List<TrialResult> run(TrialSpec failing, Runnable trials) throws Exception {
    try (Ledger ledger = Ledger.open(folder)) {
      SweepTables tables =
          new SweepTables(new ResultsStore(folder), "s", ledger::claim, TextTables::new);
      new SweepRun(folder, ledger, tables, new TextTables())
          .run(new AtOnce(failing, trials), List.of(PLAIN, WARM, WARMER, OTHER_SEED), result -> {});
      return ledger.results();
    }
  }

  @Test
  void eachTeacherIsTrainedOnceBeforeItsStudentsAndDeletedAfterThem() throws Exception {
    List<TrialResult> results = run(PLAIN, () -> {});
    assertThat(events)
        .containsExactly(
            "teach " + List.of(teacher(WARM), teacher(OTHER_SEED)),
            "run " + List.of(PLAIN, WARM, WARMER, OTHER_SEED));
    assertThat(results).hasSize(4).allMatch(TrialResult::ok);
    assertThat(TeachersFolder.of(folder)).doesNotExist();
  }

  @Test
  void aTeacherThatFailsFailsItsStudents() throws Exception {
    List<TrialResult> results = run(teacher(WARM), () -> {});
    assertThat(events).endsWith("run " + List.of(PLAIN, OTHER_SEED));
    assertThat(results).hasSize(4);
    assertThat(results)
        .filteredOn(result -> !result.ok())
        .allMatch(result -> result.message().equals("It diverged"))
        .extracting(TrialResult::spec)
        .containsExactlyInAnyOrder(WARM, WARMER);
  }

  @Test
  void teachersStayWhileTrialsAreMissing() {
    assertThatThrownBy(
            () ->
                run(
                    PLAIN,
                    () -> {
                      throw new IllegalStateException("Spark has ended");
                    }))
        .hasMessage("Spark has ended");
    assertThat(TeachersFolder.of(folder)).isNotEmptyDirectory();
  }

  /** Runs trials at once. */
  private final class AtOnce implements Execution {

    private final TrialSpec failing;
    private final Runnable trials;

    AtOnce(TrialSpec failing, Runnable trials) {
      this.failing = failing;
      this.trials = trials;
    }

    @Override
    public Map<TrialSpec, TrialResult> prepare(List<TrialSpec> specs, TrialListener listener) {
      return Map.of();
    }

    @Override
    public Map<TrialSpec, TrialResult> teach(List<TrialSpec> teachers, TrialListener listener) {
      events.add("teach " + teachers);
      try {
        Path own = TeachersFolder.of(folder).resolve("0");
        Files.writeString(Files.createDirectories(own).resolve("teacher.json"), "{}");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Instant now = Instant.now();
      return Map.of(
          failing,
          Failures.result(
              failing,
              FailureCategory.DIVERGED,
              "It diverged",
              Provenances.ofThisProcess(1, "cpu", now, now)));
    }

    @Override
    public void run(List<TrialSpec> specs, TrialListener listener) {
      events.add("run " + specs);
      trials.run();
      Instant now = Instant.now();
      for (TrialSpec spec : specs) {
        listener.finished(
            WrittenResult.of(
                new TrialResult(
                    spec,
                    Status.OK,
                    null,
                    "",
                    Measurements.NONE,
                    List.of(),
                    List.of(),
                    Provenances.ofThisProcess(1, "cpu", now, now))));
      }
    }

    @Override
    public void run(TrialFeed feed, TrialListener listener) {
      throw new AssertionError("no sweep here has a budget");
    }

    @Override
    public void close() {}
  }
}
