package io.sparing.train;

import java.util.Optional;

/**
 * What a training is controlled by while it runs.
 *
 * @param memory it must fit into; empty if its passes are as large as asked, whatever comes
 * @param checkpoints where its state is kept
 */
public record Control(Optional<MemoryGauge> memory, Checkpoints checkpoints) {

  /** Nothing is watched, and nothing kept. */
  public static final Control NONE = new Control(Optional.empty(), Checkpoints.NONE);
}
