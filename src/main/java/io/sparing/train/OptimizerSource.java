package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, 2017, arXiv:1711.05101; betas 0.9 and 0.999, epsilon 1e-8) and
 * clipping by norm, as TorchScript. Every parameter has the lanes as its first axis, or there is
 * one lane.
 */
final class OptimizerSource {

  /** The parameters that still move, in the order of {@code trained()}. */
  private static final String MOVING =
      """
      def moving(self, all: List[Tensor]) -> List[Tensor]:
        some = annotate(List[Tensor], [])
        for i in range(torch.len(all)):
          if ops.prim.requires_grad(all[i]):
            torch.append(some, all[i])
        return some
      """;

  /** Scales each lane's gradients down, in place, to its limit of their common 2-norm. */
  private static final String CLIP =
      """
      def clip(self, gradients: List[Tensor]) -> None:
        lanes = torch.size(self.norms, 0)
        if torch.eq(lanes, 1):
          norm = torch.norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
          limit = torch.select(self.norms, 0, 0)
          scale = torch.clamp_max(torch.div(limit, torch.add(norm, 1e-6)), 1.)
          torch._foreach_mul_(gradients, scale)
        else:
          device = ops.prim.device(gradients[0])
          squares = torch.zeros([lanes], dtype=6, device=device)
          for i in range(torch.len(gradients)):
            flat = torch.view(gradients[i], [lanes, -1])
            squares = torch.add(squares, torch.sum(torch.mul(flat, flat), [1]))
          scales = torch.clamp_max(torch.div(self.norms, torch.add(torch.sqrt(squares), 1e-6)), 1.)
          for i in range(torch.len(gradients)):
            gradient = gradients[i]
            torch.mul_(gradient, self.spread(scales, gradient))
        return None
      """;

  /**
   * Moves what still moves; {@code gradients} are those of {@code moving()}. Moments are kept for
   * all parameters, so that they stay aligned when some are frozen. What the optimizer writes to is
   * listed in attributes: writes to a local list that {@code append} filled are lost, because the
   * interpreter takes them for dead code.
   */
  private static final String UPDATE =
      """
      def update(self, gradients: List[Tensor], rates: Tensor) -> None:
        if torch.eq(torch.add(torch.len(self.p0), torch.len(self.p1)), 0):
          self.sort()
        all = self.trained()
        decayed = self.decayed()
        g0 = annotate(List[Tensor], [])
        g1 = annotate(List[Tensor], [])
        next = 0
        for i in range(torch.len(all)):
          if ops.prim.requires_grad(all[i]):
            if decayed[i]:
              torch.append(g0, gradients[next])
            else:
              torch.append(g1, gradients[next])
            next = torch.add(next, 1)
        torch.add_(self.count, torch.rsub(self.overflow, 1.))
        self.move(self.p0, g0, self.m0, self.v0, rates, True)
        self.move(self.p1, g1, self.m1, self.v1, rates, False)
        return None
      """;

  /** Lists what still moves, with its moments: what is decayed, and what is not. */
  private static final String SORT =
      """
      def sort(self) -> None:
        all = self.trained()
        decayed = self.decayed()
        if torch.eq(torch.len(self.m), 0):
          for i in range(torch.len(all)):
            torch.append(self.m, torch.zeros_like(all[i]))
            torch.append(self.v, torch.zeros_like(all[i]))
        for i in range(torch.len(all)):
          if ops.prim.requires_grad(all[i]):
            if decayed[i]:
              torch.append(self.p0, all[i])
              torch.append(self.m0, self.m[i])
              torch.append(self.v0, self.v[i])
            else:
              torch.append(self.p1, all[i])
              torch.append(self.m1, self.m[i])
              torch.append(self.v1, self.v[i])
        return None
      """;

  /**
   * Moves parameters that are decayed, or that are not, with libtorch's fused kernel, which leaves
   * them alone where {@code overflow} is 1.
   */
  private static final String MOVE_ONE =
      """
      def move(self, parameters: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], rates: Tensor, decayed: bool) -> None:
        if torch.gt(torch.len(parameters), 0):
          decay = 0.
          if decayed:
            decay = %s
          counts = annotate(List[Tensor], [])
          for i in range(torch.len(parameters)):
            torch.append(counts, self.count)
          torch._fused_adamw_(parameters, gradients, m, v, annotate(List[Tensor], []), counts, lr=rates, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False, grad_scale=None, found_inf=self.overflow)
        return None
      """;

  /**
   * Moves parameters of several lanes: these have rates of their own, which that kernel cannot
   * take.
   */
  private static final String MOVE_SEVERAL =
      """
      def move(self, parameters: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], rates: Tensor, decayed: bool) -> None:
        keep = torch.ones_like(rates)
        if decayed:
          keep = torch.rsub(torch.mul(rates, self.decays), 1.)
        correction1 = torch.rsub(torch.pow(0.9, self.count), 1.)
        correction2 = torch.sqrt(torch.rsub(torch.pow(0.999, self.count), 1.))
        for i in range(torch.len(parameters)):
          p = parameters[i]
          torch.add_(torch.mul_(m[i], 0.9), gradients[i], alpha=0.1)
          torch.addcmul_(torch.mul_(v[i], 0.999), gradients[i], gradients[i], value=0.001)
          torch.mul_(p, self.spread(keep, p))
          deviation = torch.add(torch.div(torch.sqrt(v[i]), correction2), 1e-8)
          move = torch.div(torch.div(m[i], correction1), deviation)
          torch.sub_(p, torch.mul(move, self.spread(rates, p)))
        return None
      """;

  /** Shapes a value for each lane [lanes] so that it multiplies a tensor [lanes, …]. */
  private static final String SPREAD =
      """
      def spread(self, values: Tensor, like: Tensor) -> Tensor:
        shape = [torch.size(values, 0)]
        for d in range(torch.sub(torch.dim(like), 1)):
          torch.append(shape, 1)
        return torch.view(values, shape)
      """;

  private static final String[] METHODS = {MOVING, SPREAD, CLIP, SORT, UPDATE};
  private static final List<String> LISTS = List.of("m", "v", "p0", "m0", "v0", "p1", "m1", "v1");

  private OptimizerSource() {}

  /**
   * Adds the optimizer to a module, which needs the methods {@code trained} and {@code decayed} and
   * the buffer {@code overflow}. What a step needs to know lies on the device, so that it asks the
   * host for nothing: {@code count} is the number of steps taken.
   */
  static ScriptModule addTo(ScriptModule module, List<TrainingLane> lanes) {
    float[] decays = new float[lanes.size()];
    float[] norms = new float[lanes.size()];
    for (int lane = 0; lane < lanes.size(); lane++) {
      OptimizerSettings settings = lanes.get(lane).settings().optimizer();
      decays[lane] = (float) settings.weightDecay();
      norms[lane] = settings.maxGradNorm() == 0 ? Float.MAX_VALUE : (float) settings.maxGradNorm();
    }
    ScriptModule result =
        module
            .with(METHODS)
            .withBuffer("norms", TensorData.floats(norms, lanes.size()))
            .withBuffer("count", TensorData.zeros(1));
    result =
        lanes.size() == 1
            ? result.with(MOVE_ONE.formatted((double) decays[0]))
            : result
                .with(MOVE_SEVERAL)
                .withBuffer("decays", TensorData.floats(decays, lanes.size()));
    for (String list : LISTS) {
      result = result.withAttribute(list, Attribute.tensors());
    }
    return result;
  }
}
