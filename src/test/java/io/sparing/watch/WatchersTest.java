package io.sparing.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.worker.Specs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchersTest {

  private final List<String> calls = new ArrayList<>();

  /** Takes note of what it is called with. */
  private final class Noting implements SweepWatcher {
    private final String name;

    Noting(String name) {
      this.name = name;
    }

    @Override
    public void notice(String text) {
      calls.add(name + " " + text);
    }

    @Override
    public void started(TrialSpec spec) {
      calls.add(name + " started " + spec.seed());
    }

    @Override
    public void finished(WrittenResult written) {
      calls.add(name + " finished " + written.result().spec().seed());
    }

    @Override
    public void ended(SweepEnd end) {
      calls.add(name + " " + end.state());
    }
  }

  @Test
  void allAreCalledInOrderAndNobodyAfterTheFirstEnd() {
    Watchers both = new Watchers(List.of(new Noting("a"), new Noting("b")));
    both.began(WatchedResults.start(Specs.specs(1), List.of()));
    both.notice("hear");
    both.started(Specs.spec(3));
    both.finished(WatchedResults.failed(Specs.spec(3)));
    both.ended(SweepEnd.KILLED);
    both.finished(WatchedResults.failed(Specs.spec(4)));
    both.ended(SweepEnd.FINISHED);
    assertThat(calls)
        .containsExactly(
            "a hear",
            "b hear",
            "a started 3",
            "b started 3",
            "a finished 3",
            "b finished 3",
            "a KILLED",
            "b KILLED");
  }
}
