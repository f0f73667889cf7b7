package io.sparing.model;

import io.sparing.script.Attribute;
import io.sparing.script.DataType;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A frozen classification head that keeps labelled vectors and lets the nearest vote. Logits are
 * logarithms of the classes' shares of the votes, with one vote more that is spread evenly over all
 * classes, so that none has no share: of k votes, v for a class of C, it is log((v + 1/C) / (k +
 * 1)). Of the classes with most votes, the one whose voters are nearest in sum comes first, by a
 * thousandth of a vote.
 */
public final class NeighboursHead {

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        unit = torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12))
        similarities = torch.linear(unit, torch.type_as(self.index, unit))
        near, rows = torch.topk(similarities, self.voters, 1, True, True)
        labels = torch.to(torch.take(self.labels, rows), 4)
        none = torch.new_zeros(near, [torch.size(x, 0), self.classes])
        votes = torch.scatter_add(none, 1, labels, self.weights(near))
        nearness = torch.scatter_add(none, 1, labels, near)
        most = torch.amax(votes, [1], True)
        tied = torch.masked_fill(nearness, torch.lt(votes, most), -1000000.)
        first = torch.argmax(tied, 1, True)
        ranked = torch.scatter_add(votes, 1, first, torch.full_like(most, 0.001))
        even = torch.div(torch.ones_like(most), self.classes)
        return torch.log(torch.div(torch.add(ranked, even), torch.add(self.voters, 1)))
      """;

  private static final String UNIFORM =
      """
      def weights(self, near: Tensor) -> Tensor:
        return torch.ones_like(near)
      """;

  /**
   * As many votes in sum as there are neighbours; what lies closer than 1e-6 counts as that far.
   */
  private static final String BY_DISTANCE =
      """
      def weights(self, near: Tensor) -> Tensor:
        inverse = torch.reciprocal(torch.clamp_min(torch.rsub(near, 1.), 1e-06))
        shares = torch.div(inverse, torch.sum(inverse, [1], True))
        return torch.mul(shares, self.voters)
      """;

  private NeighboursHead() {}

  /**
   * Returns a head, which takes [rows, hidden] and gives logits [rows, classes].
   *
   * @param index vectors of length 1 [kept, hidden]
   * @param labels of the vectors, at least one
   * @param neighbours how many vote; all if fewer are kept
   * @param byDistance whether a vote counts by the inverse of its cosine distance
   */
  public static ScriptModule of(
      TensorData index, int[] labels, int classes, int neighbours, boolean byDistance) {
    ByteBuffer codes =
        ByteBuffer.allocate(Integer.BYTES * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    codes.asIntBuffer().put(labels);
    return ScriptModule.of("NeighboursHead", FORWARD, byDistance ? BY_DISTANCE : UNIFORM)
        .withAttribute("voters", Attribute.integer(Math.min(neighbours, labels.length)))
        .withAttribute("classes", Attribute.integer(classes))
        .withBuffer("index", index)
        .withBuffer("labels", TensorData.of(DataType.INT32, new long[] {labels.length}, codes));
  }
}
