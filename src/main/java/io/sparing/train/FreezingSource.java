package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.ScriptModule;

/** Writes what freezing parameters during training needs, as TorchScript. */
final class FreezingSource {

  /** Freezes the parameters at these positions of {@code trained()}; autograd then skips them. */
  private static final String FREEZE =
      """
      def freeze(self, positions: Tensor) -> Tensor:
        all = self.trained()
        for i in range(torch.size(positions, 0)):
          torch.requires_grad_(all[int(torch.item(torch.select(positions, 0, i)))], False)
        torch.clear(self.p0)
        torch.clear(self.m0)
        torch.clear(self.v0)
        torch.clear(self.p1)
        torch.clear(self.m1)
        torch.clear(self.v1)
        return positions
      """;

  /**
   * Computes the 2-norm of each parameter's change since the last call; 0 at first and once it is
   * frozen.
   */
  private static final String MOVED =
      """
      def moved(self) -> Tensor:
        all = self.trained()
        norms = annotate(List[Tensor], [])
        values = annotate(List[Tensor], [])
        for i in range(torch.len(all)):
          now = torch.detach(all[i])
          norm = torch.zeros([], dtype=6, device=ops.prim.device(now))
          value = norm
          if ops.prim.requires_grad(all[i]):
            value = torch.clone(now)
            if torch.gt(torch.len(self.references), 0):
              norm = torch.norm(torch.sub(now, self.references[i]), 2)
          torch.append(norms, norm)
          torch.append(values, value)
        torch.clear(self.references)
        for i in range(torch.len(values)):
          torch.append(self.references, values[i])
        return torch.stack(norms)
      """;

  private FreezingSource() {}

  /** Adds the methods {@code freeze} and {@code moved}. */
  static ScriptModule addTo(ScriptModule module) {
    return module.with(FREEZE, MOVED).withAttribute("references", Attribute.tensors());
  }
}
