package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.List;

/**
 * What training minimizes over the rows of one lane: what each row should be answered with, how
 * much it counts, and what an answer costs.
 */
public interface Objective {

  /** Returns how many rows there are. */
  int rows();

  /** Returns how much a row's loss counts beside those of the others, above 0. */
  double weight(int row);

  /** Returns what a row should be answered with: as many numbers for every row. */
  long[] target(int row);

  /**
   * Adds the losses of several lanes to a module that has the model as its child {@code model}:
   *
   * <ul>
   *   <li>{@code losses(self, inputs: List[Tensor], targets: Tensor) -> Tensor} [lanes · rows],
   *       unreduced and times the rows' weights; the targets are [lanes · rows], or [lanes · rows,
   *       numbers] where a row has several;
   *   <li>{@code losses_of(self, outputs: Tensor, targets: Tensor) -> Tensor}, the same of what the
   *       model's {@code finish} gives, for training that computes layers anew.
   * </ul>
   *
   * @param lanes the objectives of all lanes that share a step, this one among them
   * @throws IllegalArgumentException if the model or another lane does not fit the objective
   */
  ScriptModule addTo(ScriptModule module, ScriptModule model, List<Objective> lanes);
}
