package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.sweep.SweepParser;
import io.sparing.torture.TinySweep;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that has run many trials holds no more memory than one that has run some. */
@Tag("slow")
class WorkerMemoryTest {

  private static final int TRIALS = 1002;
  private static final int FIRST = 100;
  private static final int WINDOW = 20;
  private static final double MOST_MIB = 32;

  @TempDir private Path folder;

  @Test
  void aThousandTrainingsLeaveNothingBehind() throws IOException {
    List<Double> resident = new ArrayList<>();
    WorkerSettings settings = FakeWorkers.settings(folder.resolve("logs"));
    WorkerSettings real = settings.withRunner(WorkerSettings.LOCAL_RUNNER).withMemory("1g", 0);
    try (WorkerProcess worker = WorkerProcess.start(real)) {
      for (TrialSpec trial : trials()) {
        WorkerRequest request = new WorkerRequest(WorkerRequest.Kind.RUN, trial);
        TrialResult result = worker.run(request, share -> {}).result();
        assertThat(result.ok()).as(result.message()).isTrue();
        resident.add(ProcessStatus.of(worker.pid()).residentBytes() / 1048576.0);
      }
    }
    double first = before(resident, FIRST);
    double last = before(resident, TRIALS);
    System.out.printf(
        "Resident MiB of a worker after 20, 100, 250, 500 and 1000 trainings: %.0f, %.0f, %.0f,"
            + " %.0f, %.0f%n",
        before(resident, WINDOW), first, before(resident, 250), before(resident, 500), last);
    assertThat(last - first).isLessThan(MOST_MIB);
  }

  /** All strategies of the sweep in turn, so that none comes late. */
  private List<TrialSpec> trials() throws IOException {
    Path sweep = TinySweep.write(folder.resolve("input"), TRIALS);
    return SweepParser.parse(sweep, List.of()).trials().stream()
        .sorted(Comparator.comparingLong(TrialSpec::seed))
        .toList();
  }

  /** The median of the last values up to a trial: single ones depend on when Java cleaned up. */
  private static double before(List<Double> values, int trial) {
    return values.subList(trial - WINDOW, trial).stream().sorted().toList().get(WINDOW / 2);
  }
}
