package io.sparing.train;

import java.util.Optional;

/** Where a training keeps its state, and when. */
public interface Checkpoints extends AutoCloseable {

  /** What an earlier process has left. */
  sealed interface Found {}

  /** Nothing was left. */
  record Nothing() implements Found {}

  /** A state that fits was left. */
  record Kept(Checkpoint checkpoint) implements Found {}

  /**
   * A state was left that cannot be used.
   *
   * @param why one line for a person
   */
  record Unusable(String why) implements Found {}

  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Found find() {
          return new Nothing();
        }

        @Override
        public Optional<String> due(double seconds, boolean memoryShort) {
          return Optional.empty();
        }

        @Override
        public void save(Checkpoint checkpoint) {
          throw new UnsupportedOperationException("Cannot keep a training's state nowhere");
        }

        @Override
        public void close() {
          // has nothing
        }
      };

  /** Looks for what was left. */
  Found find();

  /**
   * Returns why the state must be kept now, in one line; empty if it need not.
   *
   * @param seconds training seconds so far
   * @param memoryShort whether memory was short since this was last asked
   */
  Optional<String> due(double seconds, boolean memoryShort);

  /**
   * Keeps a state in the place of those before. Where that fails, the training goes on all the
   * same. Does not return if the process was asked to end.
   */
  void save(Checkpoint checkpoint);

  /** Called when the training is over, however it ended. */
  @Override
  void close();
}
