package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.train.Decision.Action;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training whose passes change, whose memory runs out, and that ends and goes on. */
class ControlTest {

  private static final int ROWS = 40;
  private static final int BATCH = 16;

  /** Keeps states in memory, as copies, and ends the training after the step that a test names. */
  private static class FakeCheckpoints implements Checkpoints {
    private static final class Ended extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    private final long endAfter;
    private long asked;
    private Checkpoint kept;

    FakeCheckpoints(long endAfter) {
      this.endAfter = endAfter;
    }

    @Override
    public Found find() {
      return kept == null ? new Nothing() : new Kept(kept);
    }

    @Override
    public Optional<String> due(double seconds, boolean memoryShort) {
      return asked++ == endAfter ? Optional.of("a test ends it") : Optional.empty();
    }

    @Override
    public void save(Checkpoint checkpoint) {
      Map<String, TensorData> copies = new HashMap<>();
      checkpoint.tensors().forEach((name, tensor) -> copies.put(name, copy(tensor)));
      Checkpoint.Progress progress = checkpoint.progress();
      kept =
          new Checkpoint(
              new Checkpoint.Progress(
                  progress.steps(),
                  progress.moved(),
                  progress.seconds(),
                  progress.rows(),
                  progress.losses(),
                  Map.copyOf(progress.scores()),
                  progress.stopping(),
                  progress.freezing(),
                  List.copyOf(progress.decisions())),
              copies);
      throw new Ended();
    }

    @Override
    public void close() {
      // has nothing
    }

    private static TensorData copy(TensorData tensor) {
      ByteBuffer bytes = ByteBuffer.allocate((int) tensor.byteCount());
      bytes.put(tensor.bytes()).flip();
      return TensorData.of(tensor.type(), tensor.shape(), bytes);
    }
  }

  private static final Trainer.Listener SCORES =
      new Trainer.Listener() {
        @Override
        public OptionalDouble epoch(int epoch, LoadedScript script) {
          return OptionalDouble.of(epoch == 2 ? 0.9 : 0.5);
        }
      };

  private static TrainingSettings settings() {
    return new TrainingSettings(3, BATCH, 0.05, 0.1, 0.2, 1);
  }

  private static Trainer trainer(
      ScriptModule model, TrainingSettings settings, Trainer.Options options, IntPredicate fails) {
    Trainer.Inputs inputs =
        (manager, rowsByLane) -> {
          if (fails.test(rowsByLane.get(0).length)) {
            throw new EngineException("The following operation failed:\nout of memory");
          }
          return Probe.inputs(manager, rowsByLane);
        };
    return new Trainer(model, List.of(Probe.lane(settings, ROWS)), inputs, SCORES, options);
  }

  private static TrainingRun plain(TrainingSettings settings, Trainer.Options options)
      throws IOException {
    return trainer(Probe.model(), settings, options, rows -> false).run(Device.cpu());
  }

  private static TrainingRun controlled(FakeGauge gauge, IntPredicate fails) throws IOException {
    return trainer(Probe.model(), settings(), Trainer.Options.PLAIN, fails)
        .run(Device.cpu(), new Control(Optional.of(gauge), Checkpoints.NONE));
  }

  private static float[] weight(TrainingRun run) {
    return run.model().tensor("weight").toFloats();
  }

  private static void assertSame(TrainingRun run, TrainingRun other, double tolerance) {
    assertThat(run.losses().get(0)).containsExactly(other.losses().get(0), within(tolerance));
    assertThat(weight(run)).containsExactly(weight(other), within((float) tolerance));
    assertThat(run.steps()).isEqualTo(other.steps());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 8, 15})
  void passesOfAnySizeGiveTheSameLosses(int most) throws IOException {
    TrainingRun run = controlled(new FakeGauge(), rows -> rows > most);
    assertSame(run, plain(settings(), Trainer.Options.PLAIN), 1e-5);
    assertThat(run.rows()).isLessThanOrEqualTo(most);
    assertThat(run.decisions()).isNotEmpty();
    assertThat(run.decisions()).allMatch(decision -> decision.action() == Action.HALVE_BATCH);
    assertThat(run.decisions().get(0).reason()).isEqualTo("Memory ran out: out of memory");
    assertThat(run.decisions().get(0).rowsBefore()).isEqualTo(BATCH);
  }

  @Test
  void whereNothingIsShortNothingChanges() throws IOException {
    TrainingRun run = controlled(new FakeGauge(), rows -> false);
    assertSame(run, plain(settings(), Trainer.Options.PLAIN), 0);
    assertThat(run.decisions()).isEmpty();
    assertThat(run.rows()).isEqualTo(BATCH);
  }

  /** The first pass of the second step is gathered before the next one fails. */
  @Test
  void aStepIsTakenAgainFromItsBegin() throws IOException {
    int[] calls = {0};
    TrainingRun run =
        controlled(new FakeGauge(), rows -> rows > 8 || (rows == 8 && ++calls[0] == 4));
    assertSame(run, plain(settings(), Trainer.Options.PLAIN), 1e-5);
    assertThat(run.decisions()).extracting(Decision::rowsAfter).containsExactly(8, 4);
    assertThat(run.decisions()).extracting(Decision::step).containsExactly(0L, 1L);
  }

  @Test
  void whatDoesNotFitAtAllFails() {
    assertThatThrownBy(() -> controlled(new FakeGauge(), rows -> true))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of memory");
  }

  @Test
  void passesAreHalvedWhenMemoryIsShort() throws IOException {
    FakeGauge gauge = new FakeGauge();
    TrainingRun run =
        controlled(
            gauge,
            rows -> {
              gauge.used = rows > 4 ? 990 : 100;
              await(); // until the watch has looked
              return false;
            });
    assertSame(run, plain(settings(), Trainer.Options.PLAIN), 1e-5);
    assertThat(run.rows()).isEqualTo(4);
    assertThat(run.decisions().get(0).reason()).startsWith("Memory is short");
    assertThat(gauge.released).isGreaterThanOrEqualTo(2);
  }

  private static void await() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Steps 0 to 8 of 9: in an epoch, between epochs, at the begin; early stopping; fp16's scale. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "1, 0, false",
    "3, 0, true",
    "5, 1, false",
    "7, 1, true",
    "8, 2, true"
  })
  void aTrainingThatGoesOnIsThatWhichNeverEnded(long end, int patience, boolean scales)
      throws IOException {
    TrainingSettings settings = settings().withEarlyStoppingPatience(patience);
    Trainer.Options options = new Trainer.Options(scales, Optional.empty(), Layout.FLAT);
    FakeCheckpoints checkpoints = new FakeCheckpoints(end);
    TrainingRun run = resumed(Probe.model(), settings, options, checkpoints);
    TrainingRun whole = plain(settings, options);
    assertSame(run, whole, 0);
    assertThat(run.bestEpoch()).isEqualTo(whole.bestEpoch());
    assertThat(run.scores()).isEqualTo(whole.scores());
    assertThat(run.curves().get(0)).hasSameSizeAs(whole.curves().get(0));
    assertThat(run.decisions())
        .extracting(Decision::action)
        .containsExactly(Action.SAVE_CHECKPOINT, Action.RESUME);
    assertThat(run.decisions().get(1).step()).isEqualTo(end);
    assertThat(run.seconds()).isGreaterThan(checkpoints.kept.progress().seconds());
  }

  private static TrainingRun resumed(
      ScriptModule model,
      TrainingSettings settings,
      Trainer.Options options,
      FakeCheckpoints checkpoints)
      throws IOException {
    Control control = new Control(Optional.empty(), checkpoints);
    assertThatThrownBy(
            () -> trainer(model, settings, options, rows -> false).run(Device.cpu(), control))
        .isInstanceOf(FakeCheckpoints.Ended.class);
    return trainer(model, settings, options, rows -> false).run(Device.cpu(), control);
  }

  @Test
  void aStateThatCannotBeUsedIsToldAndTheTrainingStartsAnew() throws IOException {
    FakeCheckpoints foreign =
        new FakeCheckpoints(-1) {
          @Override
          public Found find() {
            return new Unusable("It is of another trial");
          }
        };
    TrainingRun run =
        trainer(Probe.model(), settings(), Trainer.Options.PLAIN, rows -> false)
            .run(Device.cpu(), new Control(Optional.empty(), foreign));
    assertSame(run, plain(settings(), Trainer.Options.PLAIN), 0);
    assertThat(run.decisions()).extracting(Decision::action).containsExactly(Action.START_ANEW);
  }
}
