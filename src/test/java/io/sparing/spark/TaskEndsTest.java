package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.process.Provenances;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.Specs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskEndsTest {

  private final List<TrialSpec> trials = Specs.specs(5);
  private final List<TrialResult> told = new ArrayList<>();
  private final TaskEnds ends = new TaskEnds(trials, told::add, 2);

  @Test
  void whatIsLostIsKeptWithItsReason() {
    ends.add(3, TaskEnd.lost("killed"));
    ends.add(1, TaskEnd.of(result(1)));
    assertThat(ends.lost()).containsOnlyKeys(trials.get(3)).containsValue("killed");
    assertThat(told).containsExactly(result(1));
    assertThat(ends.left()).isEqualTo(3);
  }

  @Test
  void tooManyInARowAreAnError() {
    ends.add(0, TaskEnd.lost("no java"));
    ends.add(1, TaskEnd.lost("no java"));
    ends.add(2, TaskEnd.of(result(2)));
    ends.add(3, TaskEnd.lost("no java"));
    ends.add(4, TaskEnd.lost("no java"));
    assertThatThrownBy(() -> ends.add(0, TaskEnd.lost("no java")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Failed to run 3 trials in a row, by no fault of theirs; start the sweep again once"
                + " that is put right: no java");
  }

  @Test
  void anEndTravelsAsJson() {
    for (TaskEnd end : List.of(TaskEnd.of(result(4)), TaskEnd.lost("two\nlines"))) {
      assertThat(TaskEnd.fromJson(end.toJson())).isEqualTo(end);
    }
  }

  private TrialResult result(int index) {
    return Failures.quarantined(
        trials.get(index),
        "lost",
        Provenances.ofThisProcess(1, "cpu", Instant.EPOCH, Instant.EPOCH));
  }
}
