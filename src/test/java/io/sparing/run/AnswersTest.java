package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.HiddenStates;
import io.sparing.model.Classifier;
import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import io.sparing.model.TinyBert;
import io.sparing.script.LoadedScript;
import io.sparing.script.Pace;
import io.sparing.script.ScriptModule;
import io.sparing.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTest {

  /** More than two batches. */
  private static final int ROWS = 70;

  private static final int LAYERS = 2;
  private static final int LENGTH = 5;
  private static final ModelManifest MANIFEST = TinyBert.manifest("mean");
  private static final ScriptModule TEACHER =
      Classifier.of(
          TinyBert.encoder("mean"),
          Classifier.linearHead(TinyBert.CLASSES, TinyBert.HIDDEN, new long[] {1}));

  private final int[] asked = new int[ROWS];

  /** Counts how often each row is asked for. */
  private List<NDArray> inputs(NDManager manager, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.get(0);
    long[] ids = new long[rows.length * LENGTH];
    long[] mask = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 1 + (rows[i / LENGTH] * 7L + i % LENGTH * 3L) % 39;
      mask[i] = 1;
    }
    for (int row : rows) {
      asked[row]++;
    }
    Shape shape = new Shape(rows.length, LENGTH);
    return List.of(
        manager.create(ids, shape),
        manager.create(new long[ids.length], shape),
        manager.create(mask, shape));
  }

  private Answers answers(OptionalInt layers) throws IOException {
    return Answers.of(
        TEACHER, MANIFEST, this::inputs, new int[ROWS], layers, Device.cpu(), Pace.NONE);
  }

  private static List<NDArray> taught(NDManager manager, Answers answers, int... rows) {
    Trainer.Inputs none = (to, rowsByLane) -> List.of();
    return new TaughtBatches(none, answers).arrays(manager, List.of(rows));
  }

  @Test
  void aTeacherIsAskedForEachRowOnce() throws IOException {
    answers(OptionalInt.of(LAYERS)).close();
    assertThat(asked).containsOnly(1);
    answers(OptionalInt.empty()).close();
    assertThat(asked).containsOnly(2);
  }

  @Test
  void whereNoLayersAreMatchedNoStatesAreHeldOrFed() throws IOException {
    try (Answers with = answers(OptionalInt.of(LAYERS));
        Answers without = answers(OptionalInt.empty());
        NDManager manager = NDManager.newBaseManager()) {
      assertThat(without.states()).isEmpty();
      assertThat(taught(manager, without, 3, 1)).hasSize(1);
      assertThat(taught(manager, with, 3, 1)).hasSize(2);
      for (int row = 0; row < ROWS; row++) {
        assertThat(without.logits()[row]).containsExactly(with.logits()[row], within(1e-6f));
      }
    }
  }

  @Test
  void aStudentOfOneLayerIsMatchedWithTheLast() throws IOException {
    float[] all = logitsAndStates();
    int width = TinyBert.CLASSES + LAYERS * TinyBert.HIDDEN;
    int[] rows = {69, 0, 31};
    try (Answers one = answers(OptionalInt.of(1));
        Answers both = answers(OptionalInt.of(LAYERS));
        NDManager manager = NDManager.newBaseManager()) {
      NDArray last = taught(manager, one, rows).get(1);
      NDArray every = taught(manager, both, rows).get(1);
      assertThat(last.getShape()).isEqualTo(new Shape(3, 1, TinyBert.HIDDEN));
      assertThat(every.getShape()).isEqualTo(new Shape(3, LAYERS, TinyBert.HIDDEN));
      for (int i = 0; i < rows.length; i++) {
        int at = rows[i] * width + TinyBert.CLASSES;
        float[] first = unit(all, at);
        float[] second = unit(all, at + TinyBert.HIDDEN);
        assertThat(last.get(i).toFloatArray()).containsExactly(second, within(1e-5f));
        assertThat(every.get(i).get(0).toFloatArray()).containsExactly(first, within(1e-5f));
        assertThat(every.get(i).get(1).toFloatArray()).containsExactly(second, within(1e-5f));
      }
    }
  }

  private float[] logitsAndStates() throws IOException {
    List<int[]> rows = List.of(IntStream.range(0, ROWS).toArray());
    try (LoadedScript script =
            LoadedScript.load(HiddenStates.addTo(TEACHER, Sites.of(MANIFEST)), Device.cpu());
        NDManager manager = script.newManager()) {
      return script.call(manager, "logits_and_states", inputs(manager, rows)).toFloatArray();
    }
  }

  private static float[] unit(float[] all, int at) {
    double squares =
        IntStream.range(at, at + TinyBert.HIDDEN).mapToDouble(i -> all[i] * all[i]).sum();
    float[] unit = new float[TinyBert.HIDDEN];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (all[at + i] / Math.sqrt(squares));
    }
    return unit;
  }

  @Test
  void aRowThatWasNotKeptIsToldOf() throws IOException {
    try (MatchedStates states = MatchedStates.open(MANIFEST, LAYERS)) {
      states.put(0, new float[LAYERS * TinyBert.HIDDEN], 0);
      assertThatThrownBy(() -> states.pick(new int[] {0, 1}))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage("Cannot read row 1: it was not kept");
    }
  }
}
