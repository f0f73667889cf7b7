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
        parameters = torch.add(decayed, self.undecayed())
        found = torch.grad([torch.sum(loss)], parameters)
        torch.set_grad_enabled(False)
        gradients = annotate(List[Tensor], [])
        for i in range(torch.len(found)):
          gradient = torch.contiguous(torch._unwrap_optional(found[i]))
          torch.append(gradients, gradient)
        if torch.eq(torch.len(self.exp_avg), 0):
          for i in range(torch.len(parameters)):
            torch.append(self.exp_avg, torch.zeros_like(parameters[i]))
            torch.append(self.exp_avg_sq, torch.zeros_like(parameters[i]))
        if torch.eq(lanes, 1):
          self.update_solo(parameters, torch.len(decayed), gradients, rates, decays, norms, count)
        else:
          self.update_lanes(parameters, torch.len(decayed), gradients, rates, decays, norms, count)
        return torch.detach(loss)
      """;

  private static final String UPDATE_SOLO =
      """
      def update_solo(self, parameters: List[Tensor], decayed: int, gradients: List[Tensor], rates: Tensor, decays: Tensor, norms: Tensor, count: Tensor) -> None:
        norm = torch.norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
        scale = torch.clamp_max(torch.div(torch.select(norms, 0, 0), torch.add(norm, 1e-6)), 1.)
        torch._foreach_mul_(gradients, scale)
        counts = annotate(List[Tensor], [])
        for i in range(torch.len(parameters)):
          torch.append(counts, count)
        rate = float(torch.item(rates))
        decay = float(torch.item(decays))
        m = self.exp_avg
        v = self.exp_avg_sq
        n = decayed
        if torch.gt(n, 0):
          torch._fused_adamw_(parameters[:n], gradients[:n], m[:n], v[:n], annotate(List[Tensor], []), counts[:n], lr=rate, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False)
        if torch.lt(n, torch.len(parameters)):
          torch._fused_adamw_(parameters[n:], gradients[n:], m[n:], v[n:], annotate(List[Tensor], []), counts[n:], lr=rate, beta1=0.9, beta2=0.999, weight_decay=0., eps=1e-8, amsgrad=False, maximize=False)
        return None
      """;

  private static final String UPDATE_LANES =
      """
      def update_lanes(self, parameters: List[Tensor], decayed: int, gradients: List[Tensor], rates: Tensor, decays: Tensor, norms: Tensor, count: Tensor) -> None:
        lanes = torch.size(rates, 0)
        like = gradients[0]
        squares = torch.zeros([lanes], dtype=6, device=ops.prim.device(like))
        for i in range(torch.len(gradients)):
          flat = torch.view(gradients[i], [lanes, -1])
          squares = torch.add(squares, torch.sum(torch.mul(flat, flat), [1]))
        limits = torch.to(norms, ops.prim.device(like))
        scales = torch.clamp_max(torch.div(limits, torch.add(torch.sqrt(squares), 1e-6)), 1.)
        rate = torch.to(rates, ops.prim.device(like))
        keep = torch.rsub(torch.mul(rate, torch.to(decays, ops.prim.device(like))), 1.)
        correction1 = torch.rsub(torch.pow(0.9, count), 1.)
        correction2 = torch.rsub(torch.pow(0.999, count), 1.)
        for i in range(torch.len(parameters)):
          p = parameters[i]
          shape = [lanes]
          for d in range(torch.sub(torch.dim(p), 1)):
            torch.append(shape, 1)
          g = torch.mul(gradients[i], torch.view(scales, shape))
          m = self.exp_avg[i]
          v = self.exp_avg_sq[i]
          torch.add_(torch.mul_(m, 0.9), g, alpha=0.1)
          torch.addcmul_(torch.mul_(v, 0.999), g, g, value=0.001)
          if torch.lt(i, decayed):
            torch.mul_(p, torch.view(keep, shape))
          deviation = torch.add(torch.div(torch.sqrt(v), torch.sqrt(correction2)), 1e-8)
          move = torch.mul(torch.div(torch.div(m, correction1), deviation), torch.view(rate, shape))
          torch.sub_(p, move)
        return None
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
            UPDATE_SOLO,
            UPDATE_LANES,
            STEP)
        .withAttribute("exp_avg", Attribute.tensors())
        .withAttribute("exp_avg_sq", Attribute.tensors());
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
