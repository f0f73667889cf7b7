package io.sparing.train;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;

/**
 * The cross entropy of {@link ClassLabels} as TorchScript: {@code losses_of(logits, labels)} and
 * {@code losses(inputs, labels)} give [lanes · rows], unreduced and times the weights of the rows'
 * classes. Logits, which may be half, are taken to fp32.
 */
final class LossSource {

  private static final String OWN =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
        return (self.model).losses(inputs, labels)
      """;

  private static final String OWN_WEIGHTED =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
        rows = torch.view(labels, [torch.size(self.class_weights, 0), -1])
        weights = torch.flatten(torch.gather(self.class_weights, 1, rows))
        return torch.mul((self.model).losses(inputs, labels), weights)
      """;

  private static final String OF_LOGITS =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
        return self.losses_of((self.model).logits(inputs), labels)
      """;

  private static final String PLAIN =
      """
      def losses_of(self, logits: Tensor, labels: Tensor) -> Tensor:
        return torch.cross_entropy_loss(torch.to(logits, 6), labels, None, 0)
      """;

  /**
   * Computes PyTorch's cross entropy with weights [lanes, classes] and smoothing [lanes] that
   * differ by lane.
   */
  private static final String WEIGHTED =
      """
      def losses_of(self, logits: Tensor, labels: Tensor) -> Tensor:
        lanes = torch.size(self.class_weights, 0)
        classes = torch.size(logits, 1)
        unseen = torch.sub(classes, torch.size(self.class_weights, 1))
        others = torch.ones([lanes, unseen], dtype=6, device=ops.prim.device(logits))
        weights = torch.unsqueeze(torch.cat([self.class_weights, others], 1), 1)
        logs = torch.view(torch.log_softmax(torch.to(logits, 6), 1), [lanes, -1, classes])
        weighted = torch.mul(logs, weights)
        own = torch.squeeze(torch.gather(weighted, 2, torch.view(labels, [lanes, -1, 1])), 2)
        share = torch.unsqueeze(self.smoothing, 1)
        all = torch.mul(torch.mean(weighted, [2]), share)
        return torch.neg(torch.flatten(torch.add(torch.mul(own, torch.rsub(share, 1.)), all)))
      """;

  private LossSource() {}

  /**
   * Adds the loss of some lanes to a module that has the model as its child.
   *
   * @throws IllegalArgumentException if a lane smooths labels but the model has losses of its own
   */
  static ScriptModule addTo(ScriptModule module, ScriptModule model, List<ClassLabels> lanes) {
    boolean own = model.defines("losses");
    boolean smoothed = lanes.stream().anyMatch(lane -> lane.smoothing() > 0);
    boolean weighted = lanes.stream().anyMatch(ClassLabels::weighted);
    if (own && smoothed) {
      throw new IllegalArgumentException("Cannot smooth labels: the model has a loss of its own");
    }
    ScriptModule result = module.with(weighted || smoothed ? WEIGHTED : PLAIN);
    if (weighted || smoothed) {
      result = withWeights(result, lanes);
    }
    if (!own) {
      return result.with(OF_LOGITS);
    }
    return result.with(weighted ? OWN_WEIGHTED : OWN);
  }

  private static ScriptModule withWeights(ScriptModule module, List<ClassLabels> lanes) {
    int classes = lanes.stream().mapToInt(ClassLabels::classes).max().orElseThrow();
    float[] weights = new float[lanes.size() * classes];
    float[] smoothing = new float[lanes.size()];
    for (int k = 0; k < lanes.size(); k++) {
      ClassLabels lane = lanes.get(k);
      System.arraycopy(lane.weights(classes), 0, weights, k * classes, classes);
      smoothing[k] = (float) lane.smoothing();
    }
    return module
        .withBuffer("class_weights", TensorData.floats(weights, lanes.size(), classes))
        .withBuffer("smoothing", TensorData.floats(smoothing, lanes.size()));
  }
}
