package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.model.TinyFolder;
import io.sparing.train.Decision;
import io.sparing.train.Decision.Action;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real worker that trains a tiny model and is sent SIGTERM, as schedulers do. */
class EndedWorkerTest {

  @TempDir private Path folder;

  private TrialSpec spec() throws IOException {
    List<String> rows = new ArrayList<>(List.of("text,label"));
    for (int row = 0; row < 200; row++) {
      rows.add("%s %c,%d".formatted(row % 2 == 0 ? "a b c" : "x y z", 'a' + row % 26, row % 2));
    }
    Path table = Files.write(folder.resolve("texts.csv"), rows);
    return TrialSpecParser.fromSettings(
        Map.of(
            "dataset",
            table.toString(),
            "strategy",
            "full",
            "model",
            TinyFolder.write(folder.resolve("model"), "bert"),
            "train_examples",
            128,
            "max_length",
            16,
            "epochs",
            60));
  }

  @Test
  void anotherWorkerGoesOnWhereOneWasAskedToEnd() throws IOException {
    WorkerSettings settings =
        FakeWorkers.settings(folder.resolve("logs"))
            .withRunner(WorkerSettings.LOCAL_RUNNER)
            .withMemory("256m", 0)
            .withCheckpoints(folder.resolve("checkpoints"));
    WorkerRequest request = new WorkerRequest(WorkerRequest.Kind.RUN, spec());
    AtomicBoolean ended = new AtomicBoolean();
    try (WorkerPool pool = new WorkerPool(settings)) {
      TrialResult whole = pool.run(request, share -> {}).result();
      TrialResult result =
          pool.run(
                  request,
                  share -> {
                    if (share > 0.2 && ended.compareAndSet(false, true)) {
                      ProcessHandle.current().children().forEach(ProcessHandle::destroy);
                    }
                  })
              .result();
      assertThat(result.status()).as(result.message()).isEqualTo(Status.OK);
      assertThat(ended).isTrue();
      assertThat(result.decisions())
          .extracting(Decision::action)
          .containsExactly(Action.SAVE_CHECKPOINT, Action.RESUME);
      assertThat(result.decisions().get(0).reason()).isEqualTo("The process was asked to end");
      assertThat(losses(result)).isEqualTo(losses(whole));
    }
  }

  private static List<Double> losses(TrialResult result) {
    return result.curve().stream().map(CurvePoint::trainLoss).toList();
  }
}
