package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Zero-shot and few-shot on a task whose vectors can be followed by hand. */
class NearestTest {

  private static float[] vector(double x, double y) {
    return new float[] {(float) x, (float) y};
  }

  /** Class 0 is described along x, class 1 along y; demonstrations pull class 1 back to −x. */
  private static final class Plane implements Adaptation.Task {
    final List<String> asked = new ArrayList<>();

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public List<String> descriptions(int label) {
      return List.of("a " + label, "b " + label);
    }

    @Override
    public float[][] embed(List<String> texts) {
      asked.addAll(texts);
      return texts.get(0).equals("a 0")
          ? new float[][] {vector(1, 0.5), vector(100, -50)}
          : new float[][] {vector(0, 2), vector(0, 3)};
    }

    @Override
    public float[][][] demonstrations(int shots, long seed) {
      asked.add("shots %d of seed %d".formatted(shots, seed));
      return new float[][][] {{vector(1, 0), vector(5, 0)}, {vector(-1, 0), vector(-1, 0)}};
    }

    @Override
    public int[] trainingLabels() {
      throw new AssertionError("not asked for");
    }

    @Override
    public void embedTraining(Adaptation.VectorTaker taker) {
      throw new AssertionError("not asked for");
    }
  }

  private static ScriptModule adapt(Strategy strategy, Plane task, Map<String, ?> parameters) {
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(strategy, parameters), 9);
    return strategy.adapt(Adapted.ENCODER, new Adaptation(Adapted.MODEL, task, List.of(lane)));
  }

  @Test
  void zeroShotAnswersWithTheNearestDescription() {
    Plane task = new Plane();
    ScriptModule adapted = adapt(new ZeroShot(), task, Map.of());
    assertThat(task.asked).containsExactly("a 0", "b 0", "a 1", "b 1");
    assertThat(adapted.allParameters()).isEmpty();
    // The directions (1, 0.5) and (1, −0.5) average to x whatever their lengths.
    assertThat(Adapted.headLogits(adapted, vector(7, 0), vector(0, 2), vector(-3, 4)))
        .containsExactly(new float[] {20, 0, 0, 20, -12, 16}, within(1e-4f));
  }

  @Test
  void fewShotAveragesDemonstrationsWithTheDescription() {
    Plane task = new Plane();
    ScriptModule adapted = adapt(new FewShot(), task, Map.of("shots", 2L));
    assertThat(task.asked).startsWith("shots 2 of seed 9");
    assertThat(adapted.allParameters()).isEmpty();
    float five = (float) (20 / Math.sqrt(5));
    // Class 1: two demonstrations (−1, 0) and the description (0, 1) point along (−2, 1).
    assertThat(Adapted.headLogits(adapted, vector(1, 0), vector(-1, 0), vector(0, 1)))
        .containsExactly(new float[] {20, -2 * five, -20, 2 * five, 0, five}, within(1e-4f));
  }

  @Test
  void whatWasAdaptedIsDeployed() {
    for (Strategy strategy : List.of(new ZeroShot(), new FewShot())) {
      ScriptModule adapted = adapt(strategy, new Plane(), Map.of());
      assertThat(strategy.deploy(adapted, 0).allTensors()).isEqualTo(adapted.allTensors());
      assertThat(strategy.trains()).isFalse();
    }
  }
}
