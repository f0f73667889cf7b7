package io.sparing.adapt;

import io.sparing.script.Attribute;
import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The part of AdaLoRA that sees all layers, in the model's root. */
final class RankBudget {

  private static final String PENALTY =
      """
      def penalty(self) -> Tensor:
        skews = torch.stack([%s])
        return torch.mul(torch.mean(skews, [0]), %s)
      """;

  /** Whether the last cut was made, 0 or 1. */
  private static final String ENDED = "ended";

  /**
   * Between the first and the last share of the steps the budget falls with the third power, and
   * every so many steps the ranks of lowest score are set to zero; they may come back. After that
   * what was cut stays cut.
   */
  private static final String ADJUST =
      """
      def adjust(self, gradients: List[Tensor], step: int, steps: int) -> None:
        first = int(torch.mul(float(steps), %s))
        last = torch.sub(steps, int(torch.mul(float(steps), %s)))
        due = torch.eq(torch.remainder(step, %s), 0)
        if torch.ge(step, last):
          if torch.eq(self.ended, 0):
            self.cut(0.)
            self.ended = 1
          else:
            self.keep()
        else:
          if torch.gt(step, first):
            if due:
              left = torch.div(float(torch.sub(last, step)), float(torch.sub(last, first)))
              self.cut(torch.mul(torch.mul(left, left), left))
        return None
      """;

  /** Keeps as many ranks as the budget has, whether or not scores are equal. */
  private static final String CUT =
      """
      def cut(self, share: float) -> None:
        scores = torch.cat([%s], 1)
        device = ops.prim.device(scores)
        first = torch.tensor(%s, dtype=6, device=device)
        last = torch.tensor(%s, dtype=6, device=device)
        budget = torch.floor(torch.add(torch.mul(torch.sub(first, last), share), last))
        place = torch.argsort(torch.argsort(scores, 1, True), 1)
        kept = torch.to(torch.lt(place, torch.unsqueeze(budget, 1)), 6)
        parts = torch.chunk(kept, %s, 1)
      %s  self.keep()
        return None
      """;

  private static final String KEEP =
      """
      def keep(self) -> None:
      %s  return None
      """;

  private RankBudget() {}

  /** Returns the orthogonality of all layers' vectors, weighted [lanes]. */
  private static String penalty(List<String> paths, Adaptation.Lane lane) {
    return PENALTY.formatted(each(paths, "%s.skew()"), lane.number("orth_reg_weight"));
  }

  /** Returns a model's root with what it adds to training, for the layers that have ranks. */
  static ScriptModule addTo(ScriptModule root, List<Adaptation.Lane> lanes) {
    List<String> paths = SingularLinear.paths(root);
    return root.with(penalty(paths, lanes.get(0)))
        .with(adjust(paths, lanes))
        .withAttribute(ENDED, Attribute.integer(0));
  }

  /** Returns a model's root without it again. */
  static ScriptModule removeFrom(ScriptModule root) {
    return root.without("penalty", "adjust", "cut", "keep").withoutAttribute(ENDED);
  }

  /** Returns what cuts ranks after optimizer steps. */
  private static String[] adjust(List<String> paths, List<Adaptation.Lane> lanes) {
    Adaptation.Lane lane = lanes.get(0);
    String mark =
        IntStream.range(0, paths.size())
            .mapToObj(
                i ->
                    "  torch.copy_(%s.kept, parts[%s])\n"
                        .formatted(Paths.expression(paths.get(i)), i))
            .collect(Collectors.joining());
    String apply =
        paths.stream()
            .map(Paths::expression)
            .map(e -> "  torch.mul_(%s.lora_E, torch.unsqueeze(%s.kept, 2))\n".formatted(e, e))
            .collect(Collectors.joining());
    return new String[] {
      ADJUST.formatted(lane.number("tinit"), lane.number("tfinal"), lane.integer("delta_t")),
      CUT.formatted(
          each(paths, "%s.importance()"),
          budgets(lanes, "init_r", paths.size()),
          budgets(lanes, "lora_rank", paths.size()),
          paths.size(),
          mark),
      KEEP.formatted(apply)
    };
  }

  /** Returns all ranks together, by lane. */
  private static List<Double> budgets(List<Adaptation.Lane> lanes, String rank, int layers) {
    return lanes.stream().map(lane -> (double) lane.integer(rank) * layers).toList();
  }

  private static String each(List<String> paths, String form) {
    return paths.stream()
        .map(path -> form.formatted(Paths.expression(path)))
        .collect(Collectors.joining(", "));
  }
}
