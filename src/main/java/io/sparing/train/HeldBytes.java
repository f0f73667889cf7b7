package io.sparing.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;

/**
 * What training holds beside the model, counted from its tensors as they are.
 *
 * @param gradients bytes of the gradients of a step, with those gathered of earlier passes and with
 *     those in 32 bits of those in 16, before any layer is frozen on the way
 * @param optimizer bytes of the optimizer's moments; 0 before the first step
 */
public record HeldBytes(long gradients, long optimizer) {

  private static final String[] METHODS = {
    """
    def bytes_of(self, tensors: List[Tensor]) -> int:
      total = 0
      for i in range(torch.len(tensors)):
        each = 4
        if torch.ne(ops.prim.dtype(tensors[i]), 6):
          each = 2
        total = torch.add(total, torch.mul(torch.numel(tensors[i]), each))
      return total
    """,
    """
    def held(self) -> Tensor:
      fresh = torch.add(self.bytes_of(self.leaves()), self.bytes_of(self.wide))
      moments = torch.add(self.bytes_of(self.m), self.bytes_of(self.v))
      return torch.tensor([fresh, self.bytes_of(self.trained()), moments])
    """
  };

  /** Adds what counts to a module, which needs {@code trained}, {@code leaves} and the moments. */
  static ScriptModule addTo(ScriptModule module) {
    return module.with(METHODS);
  }

  /**
   * Counts.
   *
   * @param gathers whether a step's gradients are added up over several passes
   */
  static HeldBytes of(LoadedScript script, boolean gathers) {
    try (NDManager manager = script.newManager();
        NDArray held = script.call(manager, "held")) {
      long[] bytes = held.toLongArray();
      return new HeldBytes(gathers ? bytes[0] + bytes[1] : bytes[0], bytes[2]);
    }
  }
}
