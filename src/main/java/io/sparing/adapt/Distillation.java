package io.sparing.adapt;

import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * A larger model, fine-tuned first, teaches: with its softened answers (Hinton et al., 2015,
 * arXiv:1503.02531) and with what its layers make of the first token (Sun et al., 2019,
 * arXiv:1908.09355). Input 3 of the model in training is the teacher's logits [rows, classes].
 * Unless {@code hidden_weight} is 0 the model tells its {@link HiddenStates}, and input 4 is the
 * teacher's, of unit length [rows, layers, hidden], for as many layers as the student has.
 */
public final class Distillation implements Strategy {

  private static final String LOSSES =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
      """;

  private static final String OF_ANSWERS =
      """
        logits = torch.to((self.classifier).forward(pooled), 6)
        hard = torch.cross_entropy_loss(logits, labels, None, 0)
        own = torch.log_softmax(torch.div(logits, {temperature}), 1)
        taught = torch.log_softmax(torch.div(inputs[3], {temperature}), 1)
        soft = torch.sum(torch.mul(torch.exp(taught), torch.sub(taught, own)), [1])
        losses = torch.add(torch.mul(hard, {hard}), torch.mul(soft, {soft}))
      """;

  private static final String SOFT =
      LOSSES + "  pooled = self.embed(inputs)\n" + OF_ANSWERS + "  return losses\n";

  private static final String MATCHED =
      LOSSES
          + """
            states = self.states(inputs)
            pooled = self.pool(states[0], inputs[2])
          """
          + OF_ANSWERS
          + """
            firsts = torch.to(states[1], 6)
            unit = torch.div(firsts, torch.clamp_min(torch.norm(firsts, 2, [2], True), 1e-12))
            apart = torch.sum(torch.pow(torch.sub(unit, inputs[4]), 2), [2])
            return torch.add(losses, torch.mul(torch.mean(apart, [1]), {hidden}))
          """;

  @Override
  public String name() {
    return "distillation";
  }

  @Override
  public String description() {
    return "A larger model is fine-tuned, and this one learns from its answers and its layers.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.reference(
                "teacher",
                "bge-small",
                "model that teaches, or the path of a Hugging Face folder",
                Models::canonical)
            .shownAs(ShortForm.after("by ")),
        Parameter.number("temperature", 0.1, 100, 2.0, "what logits are divided by to soften them"),
        Parameter.number(
            "distillation_weight", 0, 1, 0.5, "weight of the teacher's answers against the labels"),
        Parameter.number(
                "hidden_weight", 0, 1e6, 1.0, "weight of matched layers; 0 needs no equal widths")
            .shownAs(ShortForm.wordUnless(0.0, "matched")));
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
  public Sharing sharing() {
    return Sharing.ofNoTrainedWeight();
  }

  @Override
  public Optional<ModelManifest> teacher(SortedMap<String, Object> parameters) {
    return Optional.of(Models.find((String) parameters.get("teacher")));
  }

  @Override
  public boolean ownLoss() {
    return true;
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    Adaptation.Lane lane = adaptation.first();
    ModelManifest teacher = Models.find(lane.text("teacher"));
    double hidden = lane.number("hidden_weight");
    if (hidden > 0 && teacher.hidden() != adaptation.manifest().hidden()) {
      throw new IllegalArgumentException(
          "Invalid hidden_weight: %s; layers of %s (%d wide) and %s (%d wide) cannot be matched,"
                  .formatted(
                      hidden,
                      teacher.name(),
                      teacher.hidden(),
                      adaptation.manifest().name(),
                      adaptation.manifest().hidden())
              + " set it to 0");
    }
    double temperature = lane.number("temperature");
    double weight = lane.number("distillation_weight");
    String losses =
        (hidden > 0 ? MATCHED : SOFT)
            .replace("{temperature}", String.valueOf(temperature))
            .replace("{hard}", String.valueOf(1 - weight))
            .replace("{soft}", String.valueOf(weight * temperature * temperature))
            .replace("{hidden}", String.valueOf(hidden));
    ScriptModule trained = encoder.trainable().with(losses);
    return hidden > 0 ? HiddenStates.addTo(trained, adaptation.sites()) : trained;
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return HiddenStates.removeFrom(trained).without("losses");
  }
}
