package io.sparing.train;

import ai.djl.ndarray.NDManager;
import io.sparing.script.LoadedScript;
import java.util.List;
import java.util.stream.IntStream;

/** Freezes layers of a model in training as {@link LayerFreezing} decides. */
final class Freezer {

  /**
   * What decides, beside the values that parameters are held against.
   *
   * @param before how far each layer moved in the last interval; null in the first
   * @param frozen front layers that are frozen
   */
  record State(double[] before, int frozen) {}

  private final LayerFreezing policy;
  private final LoadedScript script;
  private final int[] layerByParameter;
  private final long stepsPerDecision;
  private double[] before;
  private int frozen;

  /**
   * @param paths of the model's parameters in the order of the script's {@code trained()}
   * @param steps of the whole run
   */
  Freezer(LayerFreezing policy, LoadedScript script, List<String> paths, long steps) {
    this.policy = policy;
    this.script = script;
    this.layerByParameter = paths.stream().mapToInt(policy::layer).toArray();
    this.stepsPerDecision = Math.max(1, Math.round(steps * policy.interval()));
    moved();
  }

  /** Returns how many front layers are frozen. */
  int frozen() {
    return frozen;
  }

  /** Returns what decides. */
  State state() {
    return new State(before, frozen);
  }

  /** Takes up what decided. */
  void resume(State state) {
    before = state.before();
    freeze(state.frozen());
  }

  /** Decides anew if it is time. */
  void stepped(long taken) {
    if (taken % stepsPerDecision != 0) {
      return;
    }
    double[] now = moved();
    if (before != null) {
      freeze(policy.frozen(frozen, before, now));
    }
    before = now;
  }

  private void freeze(int layers) {
    if (layers == frozen) {
      return;
    }
    frozen = layers;
    long[] positions =
        IntStream.range(0, layerByParameter.length)
            .filter(i -> layerByParameter[i] >= 0 && layerByParameter[i] < layers)
            .asLongStream()
            .toArray();
    try (NDManager manager = script.newManager()) {
      script.call(manager, "freeze", manager.create(positions));
    }
  }

  /** Returns how far each layer moved since this was last asked. */
  private double[] moved() {
    double[] squares = new double[policy.layers().size()];
    try (NDManager manager = script.newManager()) {
      float[] norms = script.call(manager, "moved").toFloatArray();
      for (int i = 0; i < norms.length; i++) {
        if (layerByParameter[i] >= 0) {
          squares[layerByParameter[i]] += (double) norms[i] * norms[i];
        }
      }
    }
    for (int layer = 0; layer < squares.length; layer++) {
      squares[layer] = Math.sqrt(squares[layer]);
    }
    return squares;
  }
}
