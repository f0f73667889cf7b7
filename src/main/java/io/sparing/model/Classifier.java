package io.sparing.model;

import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Random;

/**
 * A classification head on a pooled vector, and the module that joins it with an encoder. A head
 * carries the lane axis: {@code weight} [lanes, classes, hidden], {@code bias} [lanes, classes];
 * rows come lane by lane.
 */
public final class Classifier {

  /** Path of the head in a classifier. */
  public static final String HEAD = "classifier";

  private static final String LOGITS =
      """
      def logits(self, inputs: List[Tensor]) -> Tensor:
        return torch.to((self.classifier).forward(self.embed(inputs)), 6)
      """;

  private static final String FORWARD =
      """
      def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        return self.logits([ids, types, mask])
      """;

  private static final String START =
      """
      def start(self, inputs: List[Tensor]) -> Tensor:
        return ((self.bert).embeddings).forward(inputs[0], inputs[1])
      """;

  private static final String BIAS =
      """
      def bias(self, x: Tensor, inputs: List[Tensor]) -> Tensor:
        return (self.bert).bias(x, inputs[2])
      """;

  private static final String FINISH =
      """
      def finish(self, x: Tensor, inputs: List[Tensor]) -> Tensor:
        mask = inputs[2]
        return (self.classifier).forward(self.pool((self.bert).finish(x, mask), mask))
      """;

  private static final String NEAREST_HEAD =
      """
      def forward(self, x: Tensor) -> Tensor:
        unit = torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12))
        weight = torch.type_as(torch.select(self.weight, 0, 0), unit)
        return torch.mul(torch.linear(unit, weight), self.scale)
      """;

  private Classifier() {}

  /**
   * Joins an encoder with a head. The result's {@code forward(ids, types, mask)} gives logits
   * [rows, classes], fp32; {@code logits(inputs)} is the same for a list, and {@code embed(inputs)}
   * gives the pooled vectors. For checkpointing there are the pieces of {@code logits}: {@code
   * start(inputs)} is what the first layer takes, {@code bias(x, inputs)} goes to every layer, and
   * {@code finish(x, inputs)} makes logits of what the last gives.
   *
   * @param encoder as {@link Encoders#load} gives it
   * @param head takes [rows, hidden]
   */
  public static ScriptModule of(ScriptModule encoder, ScriptModule head) {
    return encoder
        .as("SequenceClassifier", encoder.methods().toArray(new String[0]))
        .with(LOGITS, FORWARD, START, BIAS, FINISH)
        .withChild(HEAD, head);
  }

  /**
   * Returns a head alone, for features that were computed before: {@code logits(inputs)} takes a
   * list of one array [rows, hidden].
   */
  public static ScriptModule onFeatures(ScriptModule head) {
    return ScriptModule.of(
            "FeatureClassifier",
            """
            def logits(self, inputs: List[Tensor]) -> Tensor:
              return torch.to((self.classifier).forward(inputs[0]), 6)
            """)
        .withChild(HEAD, head);
  }

  /**
   * Returns a trainable linear head, one lane a seed: weights from a normal distribution of
   * deviation 0.02 as in BERT, biases zero. A lane's values depend on its seed alone.
   */
  public static ScriptModule linearHead(int classes, int hidden, long[] seeds) {
    float[] weight = new float[seeds.length * classes * hidden];
    for (int lane = 0; lane < seeds.length; lane++) {
      Random random = new Random(seeds[lane]);
      for (int i = 0; i < classes * hidden; i++) {
        weight[lane * classes * hidden + i] = (float) (random.nextGaussian() * 0.02);
      }
    }
    return Layers.laneLinear(
        TensorData.floats(weight, seeds.length, classes, hidden),
        TensorData.zeros(seeds.length, classes));
  }

  /**
   * Returns a frozen head of one lane that answers with the nearest class by cosine.
   *
   * @param prototypes a vector [hidden] a class
   * @param scale what cosines are multiplied by to become logits
   */
  public static ScriptModule nearestHead(float[][] prototypes, float scale) {
    int hidden = prototypes[0].length;
    float[] weight = new float[prototypes.length * hidden];
    for (int c = 0; c < prototypes.length; c++) {
      System.arraycopy(prototypes[c], 0, weight, c * hidden, hidden);
    }
    return ScriptModule.of("NearestHead", NEAREST_HEAD)
        .withBuffer("weight", TensorData.floats(weight, 1, prototypes.length, hidden))
        .withBuffer("scale", TensorData.floats(new float[] {scale}));
  }
}
