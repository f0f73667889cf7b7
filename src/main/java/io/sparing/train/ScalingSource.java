package io.sparing.train;

import io.sparing.script.DataType;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;

/**
 * Dynamic loss scaling as TorchScript (Micikevicius et al., 2017, arXiv:1710.03740), for models
 * that compute in fp16: the loss is multiplied before the way back, so that small gradients do not
 * vanish, and gradients divided again. The scale starts at 65536, doubles after 2000 good steps in
 * a row, and halves when a gradient is not finite; then the step is skipped, for all lanes.
 *
 * <p>{@code scaled(loss)} is what is differentiated, a sum over the lanes. {@code
 * unscale(gradients)} divides gradients in place and sets the buffer {@code overflow} [1] to 1
 * where the step must be skipped, otherwise 0.
 */
final class ScalingSource {

  private static final float START = 65536;

  private static final String[] SCALED = {
    """
    def scaled(self, loss: Tensor) -> Tensor:
      return torch.mul(torch.sum(loss), self.loss_scale)
    """,
    """
    def unscale(self, gradients: List[Tensor]) -> None:
      torch.fill_(self.overflow, 0.)
      inverse = torch.reciprocal(self.loss_scale)
      torch._amp_foreach_non_finite_check_and_unscale_(gradients, self.overflow, inverse)
      torch._amp_update_scale_(self.loss_scale, self.good_steps, self.overflow, 2., 0.5, 2000)
      return None
    """
  };

  private static final String[] UNSCALED = {
    """
    def scaled(self, loss: Tensor) -> Tensor:
      return torch.sum(loss)
    """,
    """
    def unscale(self, gradients: List[Tensor]) -> None:
      return None
    """
  };

  private ScalingSource() {}

  /** Adds loss scaling, or methods that leave everything as it is. */
  static ScriptModule addTo(ScriptModule module, boolean scales) {
    ScriptModule result = module.withBuffer("overflow", TensorData.zeros(1));
    if (!scales) {
      return result.with(UNSCALED);
    }
    return result
        .with(SCALED)
        .withBuffer("loss_scale", TensorData.floats(new float[] {START}, 1))
        .withBuffer(
            "good_steps",
            TensorData.of(DataType.INT32, new long[] {1}, ByteBuffer.allocate(Integer.BYTES)));
  }
}
