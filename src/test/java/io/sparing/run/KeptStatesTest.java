package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.sparing.measure.Metric;
import io.sparing.model.TinyFolder;
import io.sparing.plan.ResolvedTrial;
import io.sparing.train.Decision;
import io.sparing.train.Decision.Action;
import io.sparing.trial.BatchFit;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiny trials whose state is kept after every step, and whose process dies. */
class KeptStatesTest {

  private static final Duration ALWAYS = Duration.ofNanos(1);

  /** Stands for the death of a process, which no result outlives. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir private Path folder;

  private Path table;
  private Path sweep;
  private String model;

  @BeforeEach
  void writeModel() throws IOException {
    List<String> rows = new ArrayList<>(List.of("text,label"));
    for (int row = 0; row < 120; row++) {
      String word = row % 2 == 0 ? "a b c" : "x y z";
      rows.add("%s %c %c,%d".formatted(word, 'a' + row % 26, 'a' + row / 26, row % 2));
    }
    table = Files.write(folder.resolve("texts.csv"), rows);
    model = TinyFolder.write(folder.resolve("model"), "bert");
    sweep = Files.createDirectory(folder.resolve("sweep"));
  }

  private TrialSpec spec(String strategy) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "dataset",
                table.toString(),
                "test_ratio",
                0.3,
                "strategy",
                strategy,
                "model",
                model,
                "train_examples",
                48,
                "test_examples",
                24,
                "max_length",
                16,
                "epochs",
                3));
    return TrialSpecParser.fromSettings(settings);
  }

  private LocalTrialRunner runner(Duration every, Ending ending) {
    CheckpointFiles files = new CheckpointFiles(Optional.of(sweep.resolve("checkpoints")), every);
    return new LocalTrialRunner(
        new Workplace(
            Device.cpu(),
            1,
            ModelSaving.of(Map.of()),
            TeacherFiles.of(Map.of()),
            new Controls(BatchFit.FIXED, 0, files, ending)),
        ResolvedTrial::of);
  }

  private TrialResult run(TrialSpec spec, Duration every) {
    TrialResult result = runner(every, new Ending()).run(spec, share -> {});
    assertThat(result.status()).as(result.message()).isEqualTo(Status.OK);
    return result;
  }

  /** Runs a trial until a share of its training is done. */
  private void die(TrialSpec spec, double most) {
    try {
      runner(ALWAYS, new Ending())
          .run(
              spec,
              share -> {
                if (share > most) {
                  throw new Died();
                }
              });
      throw new AssertionError("The trial ended");
    } catch (Died e) {
      assertThat(own(spec)).isNotEmptyDirectory();
    }
  }

  private Path own(TrialSpec spec) {
    return sweep.resolve("checkpoints").resolve(spec.id());
  }

  private static void assertSame(TrialResult result, TrialResult other) {
    assertThat(result.curve()).extracting(CurvePoint::trainLoss).isEqualTo(losses(other));
    for (Metric metric : List.of(Metric.ACCURACY, Metric.TEST_LOSS, Metric.TRAIN_STEPS)) {
      assertThat(result.measurements().find(metric))
          .as(metric.column())
          .isEqualTo(other.measurements().find(metric));
    }
  }

  private static List<Double> losses(TrialResult result) {
    return result.curve().stream().map(CurvePoint::trainLoss).toList();
  }

  private static List<Action> actions(TrialResult result) {
    return result.decisions().stream().map(Decision::action).toList();
  }

  /** AdaLoRA keeps notes of its own, and the second freezes layers. */
  @ParameterizedTest
  @ValueSource(strings = {"adalora", "adaptive-freeze", "full", "linear-probe"})
  void aTrialGoesOnAfterItsProcessDied(String strategy) {
    TrialSpec spec = spec(strategy);
    TrialResult whole = run(spec, CheckpointFiles.USUAL);
    assertThat(whole.decisions()).isEmpty();
    assertThat(own(spec)).doesNotExist();
    die(spec, 0.5);
    TrialResult result = run(spec, CheckpointFiles.USUAL);
    assertSame(result, whole);
    assertThat(actions(result)).contains(Action.SAVE_CHECKPOINT).endsWith(Action.RESUME);
    assertThat(result.decisions().get(result.decisions().size() - 1).step()).isPositive();
  }

  @Test
  void aDamagedStateIsSetAside() throws IOException {
    TrialSpec spec = spec("full");
    die(spec, 0.5);
    Path tensors = tensors(spec);
    byte[] bytes = Files.readAllBytes(tensors);
    bytes[bytes.length / 2] ^= 1;
    Files.write(tensors, bytes);
    TrialResult result = run(spec, CheckpointFiles.USUAL);
    assertSame(result, run(spec, CheckpointFiles.USUAL));
    assertThat(actions(result)).containsExactly(Action.START_ANEW);
    assertThat(result.decisions().get(0).reason())
        .contains("is damaged", "moved to _set-aside/checkpoint-" + spec.id());
    assertThat(sweep.resolve("_set-aside/checkpoint-" + spec.id())).isNotEmptyDirectory();
  }

  @Test
  void aStateOfAnotherTrialIsSetAside() throws IOException {
    TrialSpec spec = spec("full");
    TrialSpec other = spec("bitfit");
    die(other, 0.5);
    Files.move(own(other), own(spec));
    TrialResult result = run(spec, CheckpointFiles.USUAL);
    assertThat(actions(result)).containsExactly(Action.START_ANEW);
    assertThat(result.decisions().get(0).reason()).contains("is of another trial");
  }

  private Path tensors(TrialSpec spec) {
    try (Stream<Path> files = Files.list(own(spec))) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .reduce(
              (one, two) -> {
                throw new AssertionError("Earlier states are there: " + one);
              })
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The thread that trains never comes back, as if its process had ended. */
  @Test
  void aProcessThatIsAskedToEndKeepsItsState() throws InterruptedException {
    TrialSpec spec = spec("full");
    Ending ending = new Ending();
    List<TrialResult> results = new ArrayList<>();
    Thread training =
        new Thread(
            () ->
                results.add(
                    runner(CheckpointFiles.USUAL, ending)
                        .run(
                            spec,
                            share -> {
                              if (share > 0.5 && !ending.wished()) {
                                new Thread(() -> ending.wish(Duration.ofSeconds(60))).start();
                                while (!ending.wished()) {
                                  Thread.onSpinWait();
                                }
                              }
                            })));
    training.setDaemon(true);
    training.start();
    while (!ending.wished()) {
      Thread.sleep(10);
    }
    ending.wish(Duration.ofSeconds(60));
    assertThat(results).isEmpty();
    TrialResult result = run(spec, CheckpointFiles.USUAL);
    assertSame(result, run(spec("full"), CheckpointFiles.USUAL));
    assertThat(result.decisions().get(0).reason()).isEqualTo("The process was asked to end");
    assertThat(actions(result)).containsExactly(Action.SAVE_CHECKPOINT, Action.RESUME);
  }
}
