package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Wraps a model so that a whole optimizer step is one native call: forward, loss, backward,
 * clipping and the optimizer. The {@link Layout} says what is not decayed.
 *
 * <p>The model's root has {@code logits(inputs: List[Tensor]) -> Tensor} [lanes · rows, classes].
 * It may define more, found by the names of its methods:
 *
 * <ul>
 *   <li>{@code losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor} [lanes · rows],
 *       unreduced, in place of the cross entropy of its logits;
 *   <li>{@code penalty(self) -> Tensor} [lanes], added to the mean loss of each optimizer step.
 * </ul>
 *
 * Any module of the tree may define {@code adjust(self, gradients: List[Tensor], step: int, steps:
 * int) -> None}: after every optimizer step it is given the gradients, as clipped, of its own
 * parameters in the order of {@link ScriptModule#parameters}, the number of this step from 1 and
 * that of all, both without steps that were skipped so far. The deepest modules come first and the
 * root last, so that the root can weigh what they noted. No gradients are recorded there; what it
 * notes lives in buffers, changed in place, or in attributes.
 */
final class TrainingScript {

  /** The name of the model in the wrapped tree. */
  static final String MODEL = "model";

  private static final String LOGITS =
      """
      def logits(self, inputs: List[Tensor]) -> Tensor:
        return (self.model).logits(inputs)
      """;

  /** Adds the penalty's gradients to those of the loss; returns the penalized loss. */
  private static final String PENALIZE =
      """
      def penalize(self, loss: Tensor, found: List[Tensor]) -> Tensor:
        penalty = (self.model).penalty()
        gradients = torch.grad([self.scaled(penalty)], self.moving(self.leaves()), None, None, False, True)
        for i in range(torch.len(gradients)):
          gradient = gradients[i]
          if torch.__isnot__(gradient, None):
            torch.add_(found[i], torch._unwrap_optional(gradient))
        return torch.add(loss, torch.detach(penalty))
      """;

  private static final String NO_PENALTY =
      """
      def penalize(self, loss: Tensor, found: List[Tensor]) -> Tensor:
        return loss
      """;

  /**
   * Adds the gradients of some rows of a step to those gathered; returns their part of the loss.
   */
  private static final String GATHER =
      """
      def gather(self, inputs: List[Tensor], targets: Tensor, shares: Tensor) -> Tensor:
        found = annotate(List[Tensor], [])
        self.follow()
        torch.set_grad_enabled(True)
        loss = self.backward(inputs, targets, shares, found)
        torch.set_grad_enabled(False)
        self.widen(found)
        if torch.eq(torch.len(self.gathered), 0):
          for i in range(torch.len(found)):
            if torch.gt(torch.len(self.wide), 0):
              torch.append(self.gathered, torch.clone(found[i]))
            else:
              torch.append(self.gathered, found[i])
        else:
          torch._foreach_add_(self.gathered, found)
        return loss
      """;

  /**
   * Forgets the gradients gathered for a step, and moments if memory ran out while they were made.
   * Returns the number of steps that moved something.
   */
  private static final String FORGET =
      """
      def forget(self) -> Tensor:
        torch.set_grad_enabled(False)
        torch.clear(self.gathered)
        if torch.lt(torch.len(self.v), torch.len(self.trained())):
          torch.clear(self.m)
          torch.clear(self.v)
          torch.clear(self.p0)
          torch.clear(self.m0)
          torch.clear(self.v0)
          torch.clear(self.p1)
          torch.clear(self.m1)
          torch.clear(self.v1)
        return self.count
      """;

  /**
   * Takes one step. {@code inputs} hold the lanes' rows one lane after the other, {@code targets}
   * [lanes · rows] likewise; {@code shares} [lanes, rows] say how much each row's loss counts, and
   * add up to 1 over the step and its rows' weights; {@code rates} are [lanes]. Returns these rows'
   * part of the mean loss before the step and, last, 1 if the step was skipped [lanes + 1].
   */
  private static final String STEP =
      """
      def step(self, inputs: List[Tensor], targets: Tensor, shares: Tensor, rates: Tensor) -> Tensor:
        gradients = annotate(List[Tensor], [])
        self.follow()
        torch.set_grad_enabled(True)
        loss = self.backward(inputs, targets, shares, gradients)
        self.widen(gradients)
        loss = self.penalize(loss, gradients)
        torch.set_grad_enabled(False)
        if torch.gt(torch.len(self.gathered), 0):
          torch._foreach_add_(gradients, self.gathered)
          torch.clear(self.gathered)
        self.unscale(gradients)
        if self.proceeds():
          self.clip(gradients)
          self.update(gradients, rates)
          self.adjust(gradients)
          self.refresh()
        return torch.cat([loss, self.overflow])
      """;

  /**
   * Always proceeds, where nothing but the optimizer would move: it decides by itself whether to.
   */
  private static final String PROCEEDS =
      """
      def proceeds(self) -> bool:
        return True
      """;

  /** Waits for the device to say whether the gradients are finite. */
  private static final String PROCEEDS_IF_FINITE =
      """
      def proceeds(self) -> bool:
        finite = torch.eq(float(torch.item(self.overflow)), 0.)
        if torch.__not__(finite):
          self.steps = torch.sub(self.steps, 1)
        return finite
      """;

  /** Copies the second half of some arrays into the first. */
  private static final String PLACE =
      """
      def place(self, arrays: List[Tensor]) -> Tensor:
        half = torch.floordiv(torch.len(arrays), 2)
        for i in range(half):
          torch.copy_(arrays[i], arrays[torch.add(half, i)])
        return arrays[0]
      """;

  /** Gives the sum [lanes] of losses [lanes · rows] by shares [lanes, rows]. */
  private static final String REDUCE =
      """
      def reduce(self, losses: Tensor, shares: Tensor) -> Tensor:
        return torch.sum(torch.mul(torch.view(losses, [torch.size(shares, 0), -1]), shares), [1])
      """;

  private TrainingScript() {}

  /**
   * Returns the model with the optimizer around it.
   *
   * @param steps how many optimizer steps training will take
   * @param options of the run
   * @throws IllegalArgumentException if the model does not fit what a lane asks for
   */
  static ScriptModule wrap(
      ScriptModule model, List<TrainingLane> lanes, long steps, Trainer.Options options) {
    RoundedCopies copies = RoundedCopies.of(model);
    ScriptModule bare = ScriptModule.of("Training").withChild(MODEL, copies.model());
    Layout layout = options.layout();
    List<String> paths = paths(model, layout);
    checkFreezing(bare, options);
    ScriptModule result =
        bare.with(LOGITS, Paths.list("trained", paths), decayed(paths, layout), adjust(bare, paths))
            .with(Paths.list("leaves", paths.stream().map(copies::leaf).toList()))
            .withAttribute("steps", Attribute.integer(steps))
            .withAttribute("taken", Attribute.integer(0))
            .withAttribute("gathered", Attribute.tensors());
    result = HeldBytes.addTo(OptimizerSource.addTo(copies.addTo(result), lanes));
    List<Objective> objectives = lanes.stream().map(TrainingLane::objective).toList();
    result = objectives.get(0).addTo(result.with(REDUCE), model, objectives);
    result = ScalingSource.addTo(result, options.scalesLoss());
    result = options.freezing().isPresent() ? FreezingSource.addTo(result) : result;
    result =
        lanes.get(0).settings().memory().gradientCheckpointing()
            ? BackwardSource.checkpointed(
                result, model, ParameterGroups.of(model, layout).map(copies::leaf), layout)
            : BackwardSource.plain(result);
    result =
        result.with(
            model.defines("penalty") ? PENALIZE : NO_PENALTY,
            waits(model, lanes, options) ? PROCEEDS_IF_FINITE : PROCEEDS,
            GATHER,
            FORGET,
            STEP,
            PLACE);
    return StateSource.addTo(result, paths);
  }

  /**
   * Returns whether all steps on arguments of the same shapes ask the device for the same: then
   * they can be recorded. Others change what they do on the way, or wait for the device to decide.
   */
  static boolean repeats(ScriptModule model, List<TrainingLane> lanes, Trainer.Options options) {
    return !adjusts(model)
        && !waits(model, lanes, options)
        && options.freezing().isEmpty()
        && lanes.get(0).settings().memory().gradientAccumulationSteps() == 1;
  }

  private static boolean waits(
      ScriptModule model, List<TrainingLane> lanes, Trainer.Options options) {
    return options.scalesLoss() && (lanes.size() > 1 || adjusts(model));
  }

  /**
   * Returns the paths of a model's parameters in the wrapped tree, in the order of {@code
   * trained()}.
   */
  static List<String> paths(ScriptModule model, Layout layout) {
    return ParameterGroups.of(model, layout).all();
  }

  /** Gradients are handed to {@code adjust} by their positions, which freezing would shift. */
  private static void checkFreezing(ScriptModule model, Trainer.Options options) {
    List<String> adjusting = adjusting(model);
    if (options.freezing().isPresent() && !adjusting.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot freeze layers during training: %s adjusts itself after each step"
              .formatted(adjusting.get(0)));
    }
  }

  static boolean adjusts(ScriptModule model) {
    return !adjusting(model).isEmpty();
  }

  /** Returns the paths of modules that adjust themselves. */
  private static List<String> adjusting(ScriptModule model) {
    return model.allModules().entrySet().stream()
        .filter(entry -> entry.getValue().defines("adjust"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String decayed(List<String> paths, Layout layout) {
    return "def decayed(self) -> List[bool]:\n  return annotate(List[bool], [%s])\n"
        .formatted(
            paths.stream()
                .map(path -> layout.decays(path) ? "True" : "False")
                .collect(Collectors.joining(", ")));
  }

  private static String adjust(ScriptModule bare, List<String> paths) {
    StringBuilder source =
        new StringBuilder("def adjust(self, gradients: List[Tensor]) -> None:\n");
    List<String> adjusting = adjusting(bare);
    if (!adjusting.isEmpty()) {
      source.append("  self.taken = torch.add(self.taken, 1)\n");
    }
    for (String path : adjusting) {
      String own =
          bare.at(path).parameters().keySet().stream()
              .map(key -> "gradients[%s]".formatted(paths.indexOf(path + "." + key)))
              .collect(Collectors.joining(", "));
      source.append(
          "  (%s).adjust(annotate(List[Tensor], [%s]), self.taken, self.steps)\n"
              .formatted(Paths.expression(path), own));
    }
    return source.append("  return None\n").toString();
  }
}
