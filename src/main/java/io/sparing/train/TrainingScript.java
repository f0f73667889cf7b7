package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Wraps a model so that a whole optimizer step is one native call: forward, loss, backward,
 * clipping and AdamW (Loshchilov and Hutter, 2017, arXiv:1711.05101; betas 0.9 and 0.999, epsilon
 * 1e-8). Biases and layer norms are not decayed. Every parameter has the lanes as its first axis,
 * or there is one lane.
 */
final class TrainingScript {

  /** Name of the model in the wrapped tree. */
  static final String MODEL = "model";

  private static final String LOGITS =
      """
      def logits(self, inputs: List[Tensor]) -> Tensor:
        return (self.model).logits(inputs)
      """;

  /**
   * Takes one step. {@code inputs} hold the lanes' rows one lane after the other, {@code labels}
   * [lanes · rows] likewise; {@code rates}, {@code decays} and {@code norms} [lanes] are on the
   * host; {@code count} [1] is the number of this step from 1. Returns the mean loss before the
   * step [lanes].
   */
  private static final String STEP =
      """
      def step(self, inputs: List[Tensor], labels: Tensor, rates: Tensor, decays: Tensor, norms: Tensor, count: Tensor) -> Tensor:
        lanes = torch.size(rates, 0)
        torch.set_grad_enabled(True)
        losses = torch.cross_entropy_loss((self.model).logits(inputs), labels, None, 0)
        loss = torch.mean(torch.view(losses, [lanes, -1]), [1])
        decayed = self.decayed()
        undecayed = self.undecayed()
        found = torch.grad([torch.sum(loss)], torch.add(decayed, undecayed))
        torch.set_grad_enabled(False)
        gradients = annotate(List[Tensor], [])
        for i in range(torch.len(found)):
          torch.append(gradients, torch.contiguous(torch._unwrap_optional(found[i])))
        self.clip(gradients, norms)
        first = annotate(List[Tensor], [])
        second = annotate(List[Tensor], [])
        for i in range(torch.len(gradients)):
          if torch.lt(i, torch.len(decayed)):
            torch.append(first, gradients[i])
          else:
            torch.append(second, gradients[i])
        self.update(decayed, first, self.m_decayed, self.v_decayed, rates, decays, count)
        self.update(undecayed, second, self.m_undecayed, self.v_undecayed, rates, torch.zeros_like(decays), count)
        return torch.detach(loss)
      """;

  /** Scales each lane's gradients down, in place, to its limit of their common 2-norm. */
  private static final String CLIP =
      """
      def clip(self, gradients: List[Tensor], norms: Tensor) -> None:
        lanes = torch.size(norms, 0)
        if torch.eq(lanes, 1):
          norm = torch.norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
          limit = torch.select(norms, 0, 0)
          scale = torch.clamp_max(torch.div(limit, torch.add(norm, 1e-6)), 1.)
          torch._foreach_mul_(gradients, scale)
        else:
          device = ops.prim.device(gradients[0])
          squares = torch.zeros([lanes], dtype=6, device=device)
          for i in range(torch.len(gradients)):
            flat = torch.view(gradients[i], [lanes, -1])
            squares = torch.add(squares, torch.sum(torch.mul(flat, flat), [1]))
          limits = torch.to(norms, device)
          scales = torch.clamp_max(torch.div(limits, torch.add(torch.sqrt(squares), 1e-6)), 1.)
          for i in range(torch.len(gradients)):
            gradient = gradients[i]
            torch.mul_(gradient, self.spread(scales, gradient))
        return None
      """;

  /**
   * Moves parameters of one decay. One lane takes libtorch's fused kernel; several have rates of
   * their own, which that kernel cannot take. Lists go to it whole: writes through a slice of a
   * list are lost, because the interpreter takes them for dead code.
   */
  private static final String UPDATE =
      """
      def update(self, parameters: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], rates: Tensor, decays: Tensor, count: Tensor) -> None:
        if torch.eq(torch.len(m), 0):
          for i in range(torch.len(parameters)):
            torch.append(m, torch.zeros_like(parameters[i]))
            torch.append(v, torch.zeros_like(parameters[i]))
        if torch.eq(torch.size(rates, 0), 1):
          counts = annotate(List[Tensor], [])
          for i in range(torch.len(parameters)):
            torch.append(counts, count)
          rate = float(torch.item(rates))
          decay = float(torch.item(decays))
          if torch.gt(torch.len(parameters), 0):
            torch._fused_adamw_(parameters, gradients, m, v, annotate(List[Tensor], []), counts, lr=rate, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False)
        else:
          rate = torch.to(rates, ops.prim.device(count))
          keep = torch.rsub(torch.mul(rate, torch.to(decays, ops.prim.device(count))), 1.)
          correction1 = torch.rsub(torch.pow(0.9, count), 1.)
          correction2 = torch.sqrt(torch.rsub(torch.pow(0.999, count), 1.))
          for i in range(torch.len(parameters)):
            p = parameters[i]
            torch.add_(torch.mul_(m[i], 0.9), gradients[i], alpha=0.1)
            torch.addcmul_(torch.mul_(v[i], 0.999), gradients[i], gradients[i], value=0.001)
            torch.mul_(p, self.spread(keep, p))
            deviation = torch.add(torch.div(torch.sqrt(v[i]), correction2), 1e-8)
            move = torch.div(torch.div(m[i], correction1), deviation)
            torch.sub_(p, torch.mul(move, self.spread(rate, p)))
        return None
      """;

  /** A value a lane [lanes], shaped to multiply a tensor [lanes, …]. */
  private static final String SPREAD =
      """
      def spread(self, values: Tensor, like: Tensor) -> Tensor:
        shape = [torch.size(values, 0)]
        for d in range(torch.sub(torch.dim(like), 1)):
          torch.append(shape, 1)
        return torch.view(values, shape)
      """;

  private TrainingScript() {}

  /** The model with the optimizer around it. */
  static ScriptModule wrap(ScriptModule model) {
    ScriptModule bare = ScriptModule.of("Training").withChild(MODEL, model);
    Map<Boolean, List<String>> paths =
        bare.allParameters().keySet().stream()
            .collect(Collectors.partitioningBy(TrainingScript::decayed));
    return bare.as(
            "Training",
            LOGITS,
            list("decayed", paths.get(true)),
            list("undecayed", paths.get(false)),
            SPREAD,
            CLIP,
            UPDATE,
            STEP)
        .withAttribute("m_decayed", Attribute.tensors())
        .withAttribute("v_decayed", Attribute.tensors())
        .withAttribute("m_undecayed", Attribute.tensors())
        .withAttribute("v_undecayed", Attribute.tensors());
  }

  private static boolean decayed(String path) {
    return !path.endsWith("bias") && !path.contains("LayerNorm");
  }

  private static String list(String name, List<String> paths) {
    return paths.stream()
        .map(TrainingScript::expression)
        .collect(
            Collectors.joining(
                ", ",
                "def " + name + "(self) -> List[Tensor]:\n  return annotate(List[Tensor], [",
                "])\n"));
  }

  /** A dotted path as TorchScript: digits are reached by {@code getattr}. */
  private static String expression(String path) {
    String expression = "self";
    for (String key : path.split("\\.", -1)) {
      expression =
          Character.isDigit(key.charAt(0))
              ? "getattr(%s, \"%s\")".formatted(expression, key)
              : "(%s).%s".formatted(expression, key);
    }
    return expression;
  }
}
