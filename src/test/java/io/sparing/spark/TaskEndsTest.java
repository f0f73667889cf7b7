package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.process.Provenances;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.worker.Specs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskEndsTest {

  private final List<TrialSpec> trials = Specs.specs(5);
  private final List<TrialResult> told = new ArrayList<>();
  private final TaskEnds ends = new TaskEnds(trials, end -> told.add(end.result()), 2);

  @Test
  void whatIsLostIsKeptWithItsReason() {
    ends.add(3, TaskEnd.lost("killed"));
    ends.add(1, TaskEnd.of(WrittenResult.of(result(1))));
    assertThat(ends.lost()).containsOnlyKeys(trials.get(3)).containsValue("killed");
    assertThat(told).containsExactly(result(1));
    assertThat(ends.left()).isEqualTo(3);
  }

  @Test
  void tooManyInARowAreAnError() {
    ends.add(0, TaskEnd.lost("no java"));
    ends.add(1, TaskEnd.lost("no java"));
    ends.add(2, TaskEnd.of(WrittenResult.of(result(2))));
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
    for (TaskEnd end :
        List.of(TaskEnd.of(WrittenResult.of(result(4))), TaskEnd.lost("two\nlines"))) {
      assertThat(TaskEnd.fromJson(end.toJson())).isEqualTo(end);
    }
  }

  @Test
  void aResultArrivesInTheTextInWhichItWasWritten() {
    WrittenResult written = WrittenResult.of(result(4));
    String text = written.json().replace("\"threads\":1", "\"threads\":1.0");
    TaskEnd end = TaskEnd.of(new WrittenResult(result(4), text));
    assertThat(TaskEnd.fromJson(end.toJson()).result().orElseThrow().json()).isEqualTo(text);
  }

  private TrialResult result(int index) {
    return Failures.quarantined(
        trials.get(index),
        "lost",
        Provenances.ofThisProcess(1, "cpu", Instant.EPOCH, Instant.EPOCH));
  }
}
