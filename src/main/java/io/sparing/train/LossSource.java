package io.sparing.train;

import io.sparing.script.ScriptModule;

/** The unreduced loss of a model as TorchScript. Logits, which may be half, are taken to fp32. */
final class LossSource {

  private static final String OWN =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
        return (self.model).losses(inputs, labels)
      """;

  private static final String CROSS_ENTROPY =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
        logits = torch.to((self.model).logits(inputs), 6)
        return torch.cross_entropy_loss(logits, labels, None, 0)
      """;

  private LossSource() {}

  /** The method {@code losses(inputs, labels)} that gives [lanes · rows]. */
  static String losses(ScriptModule model) {
    return model.defines("losses") ? OWN : CROSS_ENTROPY;
  }
}
