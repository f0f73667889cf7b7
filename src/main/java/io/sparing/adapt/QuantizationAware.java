package io.sparing.adapt;

import io.sparing.quant.Int8Dynamic;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Quantization-aware training (Jacob et al., 2017, arXiv:1712.05877): every weight is trained while
 * the linear layers round their weights and activations as int8 will, with straight-through
 * gradients. What is deployed is real int8.
 */
public final class QuantizationAware implements Strategy {

  private static final String MODULE = "QuantizationAwareLinear";

  private final String forward;

  /** Rounds as int8 will on this machine's processor. */
  public QuantizationAware() {
    this(Int8Dynamic.activationBits());
  }

  QuantizationAware(int activationBits) {
    this.forward = forward((1 << activationBits) - 1);
  }

  /**
   * Weights symmetric with a scale a row, activations of as many bits as the int8 that is deployed
   * has, with a scale a call.
   */
  private static String forward(int activationLevels) {
    return String.format(
        Locale.ROOT,
        """
        def forward(self, x: Tensor) -> Tensor:
          frozen = torch.detach(self.weight)
          scale = torch.div(torch.clamp_min(torch.amax(torch.abs(frozen), [1]), 1e-12), 127.)
          zero = torch.zeros_like(scale, dtype=3)
          w = torch.fake_quantize_per_channel_affine(self.weight, scale, zero, 0, -127, 127)
          seen = torch.detach(x)
          low = torch.clamp_max(torch.min(seen), 0.)
          high = torch.clamp_min(torch.max(seen), 0.)
          width = torch.div(torch.clamp_min(torch.sub(high, low), 1e-12), %1$d.)
          point = torch.to(torch.round(torch.neg(torch.div(low, width))), 3)
          y = torch.fake_quantize_per_tensor_affine(x, width, point, 0, %1$d)
          return torch.linear(y, w, self.bias)
        """,
        activationLevels);
  }

  @Override
  public String name() {
    return "qat";
  }

  @Override
  public String description() {
    return "As full, while linear layers round as int8 will; deployed in real int8.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(5e-5);
  }

  @Override
  public Claims claims() {
    return Claims.trainingAll();
  }

  @Override
  public Set<Kept> keeps() {
    return Set.of(Kept.ROUNDED);
  }

  @Override
  public Sharing sharing() {
    return Sharing.ofNoTrainedWeight();
  }

  @Override
  public List<String> numberFormats() {
    return List.of(Int8Dynamic.NAME);
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return encoder
        .trainable()
        .map(
            (path, module) ->
                module.name().equals(Layers.LINEAR) ? module.as(MODULE, forward) : module);
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return trained.map(
        (path, module) ->
            module.name().equals(MODULE)
                ? Layers.linear(module.tensor("weight"), Layers.bias(module))
                : module);
  }
}
