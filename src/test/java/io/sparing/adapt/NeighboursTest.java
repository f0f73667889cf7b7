package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.model.Classifier;
import io.sparing.quant.HalfPrecision;
import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nearest neighbours among vectors that can be followed by hand, and against plain Java. */
class NeighboursTest {

  private static final int HIDDEN = Adapted.MODEL.hidden();

  /** Rows that are kept, with their labels; they come last first. */
  private record Kept(float[][] rows, int[] labels, int classes) implements Adaptation.Task {

    @Override
    public List<String> descriptions(int label) {
      throw new AssertionError("not asked for");
    }

    @Override
    public float[][] embed(List<String> texts) {
      throw new AssertionError("not asked for");
    }

    @Override
    public float[][][] demonstrations(int shots, long seed) {
      throw new AssertionError("not asked for");
    }

    @Override
    public int[] trainingLabels() {
      return labels;
    }

    @Override
    public void embedTraining(Adaptation.VectorTaker taker) {
      for (int row = rows.length - 1; row >= 0; row--) {
        taker.take(row, rows[row]);
      }
    }
  }

  /** A vector of some length at an angle to the first axis, in degrees. */
  private static float[] at(double degrees, double length) {
    float[] vector = new float[HIDDEN];
    vector[0] = (float) (length * Math.cos(Math.toRadians(degrees)));
    vector[1] = (float) (length * Math.sin(Math.toRadians(degrees)));
    return vector;
  }

  /** Of three classes: two at 0 and 10 degrees, two at 20 and 21, one at 90. */
  private static final Kept FAN =
      new Kept(
          new float[][] {at(0, 1), at(10, 7), at(20, 0.1), at(21, 1), at(90, 3)},
          new int[] {0, 0, 1, 1, 2},
          3);

  private static ScriptModule adapt(Kept task, Map<String, ?> parameters) {
    Strategy strategy = new Neighbours();
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(strategy, parameters), 9);
    return strategy.adapt(Adapted.ENCODER, new Adaptation(Adapted.MODEL, task, List.of(lane)));
  }

  private static double[] shares(ScriptModule adapted, float[] vector) {
    float[] logits = Adapted.headLogits(adapted, vector);
    double[] shares = new double[logits.length];
    Arrays.setAll(shares, i -> Math.exp(logits[i]));
    return shares;
  }

  private static double[] shares(Map<String, ?> parameters, double degrees) {
    return shares(adapt(FAN, parameters), at(degrees, 2));
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  @Test
  void sharesAreThoseOfTheVotesAndOfOneMoreForAllClasses() {
    assertThat(shares(Map.of("n_neighbors", 3L), 18))
        .containsExactly(
            new double[] {(1 + 1 / 3.0) / 4, (2 + 1 / 3.0) / 4, 1 / 12.0}, within(1e-3));
  }

  @Test
  void sharesAddUpToOne() {
    for (String weights : List.of("uniform", "distance")) {
      for (double degrees : new double[] {0, 15, 60, 180}) {
        double[] shares = shares(Map.of("n_neighbors", 4L, "weights", weights), degrees);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-3));
      }
    }
  }

  @Test
  void ofEqualVotesTheNearerNeighboursWin() {
    assertThat(best(shares(Map.of("n_neighbors", 4L), 14))).isEqualTo(1);
    assertThat(best(shares(Map.of("n_neighbors", 4L), 11))).isEqualTo(0);
  }

  @Test
  void aVoteCountsByTheInverseOfItsDistanceIfItIsAsked() {
    double near = 1 / (1 - Math.cos(Math.toRadians(2)));
    double far = 1 / (1 - Math.cos(Math.toRadians(8))) + 1 / (1 - Math.cos(Math.toRadians(9)));
    double votes = 3 * near / (near + far);
    double[] shares = shares(Map.of("n_neighbors", 3L, "weights", "distance"), 12);
    assertThat(shares[0]).isCloseTo((votes + 1 / 3.0) / 4, within(1e-3));
    assertThat(best(shares(Map.of("n_neighbors", 3L), 12))).isEqualTo(1);
    assertThat(best(shares)).isEqualTo(0);
  }

  @Test
  void whatIsKeptTwiceDecidesAloneByDistance() {
    double[] shares = shares(Map.of("n_neighbors", 4L, "weights", "distance"), 0);
    assertThat(shares[0]).isCloseTo((4 + 1 / 3.0) / 5, within(2e-3));
  }

  @Test
  void allVoteWhereFewerAreKeptThanAskedFor() {
    double[] shares = shares(Map.of("n_neighbors", 100L), 90);
    assertThat(shares)
        .containsExactly(
            new double[] {(2 + 1 / 3.0) / 6, (2 + 1 / 3.0) / 6, (1 + 1 / 3.0) / 6}, within(1e-3));
  }

  @Test
  void itAnswersAsPlainJavaDoes() {
    Random random = new Random(4);
    float[][] rows = new float[300][];
    Arrays.setAll(rows, row -> drawn(random));
    int[] labels = random.ints(rows.length, 0, 5).toArray();
    Kept task = new Kept(rows, labels, 5);
    for (String weights : List.of("uniform", "distance")) {
      ScriptModule adapted = adapt(task, Map.of("n_neighbors", 7L, "weights", weights));
      for (int query = 0; query < 50; query++) {
        float[] vector = drawn(random);
        double[] expected = plainShares(task, vector, 7, weights.equals("distance"));
        assertThat(shares(adapted, vector)).containsExactly(expected, within(1e-3));
      }
    }
  }

  /** A vector that is not far from others. */
  private static float[] drawn(Random random) {
    float[] vector = new float[HIDDEN];
    for (int i = 0; i < HIDDEN; i++) {
      vector[i] = (float) (0.2 + random.nextGaussian());
    }
    return vector;
  }

  private static double[] plainShares(Kept task, float[] vector, int count, boolean byDistance) {
    Integer[] order = new Integer[task.rows().length];
    Arrays.setAll(order, row -> row);
    Arrays.sort(
        order,
        (a, b) -> Double.compare(cosine(task.rows()[b], vector), cosine(task.rows()[a], vector)));
    double[] votes = new double[task.classes()];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double distance = 1 - cosine(task.rows()[order[i]], vector);
      double vote = byDistance ? 1 / distance : 1;
      votes[task.labels()[order[i]]] += vote;
      sum += vote;
    }
    double all = sum;
    return Arrays.stream(votes)
        .map(vote -> (count * vote / all + 1.0 / task.classes()) / (count + 1))
        .toArray();
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      ones += (double) one[i] * one[i];
      others += (double) other[i] * other[i];
    }
    return product / Math.sqrt(ones * others);
  }

  @Test
  void itsVectorsAreHeldInSixteenBitsWhereTheFormatIs() {
    ScriptModule fp32 = adapt(FAN, Map.of("n_neighbors", 3L));
    ScriptModule bf16 = HalfPrecision.bf16().apply(fp32);
    long numbers = 5L * HIDDEN;
    long labels = 5 * Integer.BYTES;
    assertThat(fp32.at(Classifier.HEAD).weightBytes()).isEqualTo(4 * numbers + labels);
    assertThat(bf16.at(Classifier.HEAD).weightBytes()).isEqualTo(2 * numbers + labels);
    assertThat(Adapted.headLogits(bf16, at(18, 1)))
        .containsExactly(Adapted.headLogits(fp32, at(18, 1)), within(1e-3f));
  }

  @Test
  void itTrainsNothingAndIsDeployedAsItIs() {
    Strategy strategy = new Neighbours();
    ScriptModule adapted = adapt(FAN, Map.of());
    assertThat(adapted.allParameters()).isEmpty();
    assertThat(strategy.deploy(adapted, 0)).isSameAs(adapted);
    assertThat(strategy.trains()).isFalse();
    assertThat(strategy.readsTrainingRows()).isTrue();
  }
}
