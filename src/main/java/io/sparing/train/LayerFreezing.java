package io.sparing.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AutoFreeze (Liu et al., 2021, arXiv:2102.01386): layers stop moving during training, from the
 * front, as their updates settle. After every interval each layer has moved by a vector; a layer's
 * rate of change is how much the length of that vector differs from that of the interval before, as
 * a share of it. The front layers whose rate is below a percentile of the rates of all layers that
 * still move are frozen, up to the first that is not.
 *
 * @param layers from the front, the starts of the dotted paths of each layer's parameters; what is
 *     in none is never frozen
 * @param interval share of all steps between two decisions, above 0, up to 1
 * @param percentile 0 to 100; the larger, the more is frozen
 */
public record LayerFreezing(List<List<String>> layers, double interval, double percentile) {

  /** Copies the layers. */
  public LayerFreezing {
    layers = layers.stream().map(List::copyOf).toList();
    TrainingSettings.check(
        interval > 0 && interval <= 1, "freeze_interval", interval, "above 0, up to 1");
    TrainingSettings.check(
        percentile >= 0 && percentile <= 100, "freeze_percentile", percentile, "from 0 to 100");
  }

  /** Returns the freezing of a model's layers; what is below them freezes with the first. */
  public static LayerFreezing of(Layout layout, double interval, double percentile) {
    List<List<String>> layers = new ArrayList<>();
    for (String path : layout.layers()) {
      List<String> modules = new ArrayList<>(layers.isEmpty() ? layout.start() : List.of());
      modules.add(path);
      layers.add(modules.stream().map(module -> module + ".").toList());
    }
    return new LayerFreezing(layers, interval, percentile);
  }

  /** Returns the layer of a parameter, counted from 0; -1 if it is in none. */
  int layer(String path) {
    for (int layer = 0; layer < layers.size(); layer++) {
      if (layers.get(layer).stream().anyMatch(path::startsWith)) {
        return layer;
      }
    }
    return -1;
  }

  /**
   * Returns how many front layers should be frozen.
   *
   * @param frozen how many are
   * @param before how far each layer moved in the interval before
   * @param now how far it moved in the last
   */
  int frozen(int frozen, double[] before, double[] now) {
    double[] rates = new double[now.length - frozen];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = Math.abs(before[frozen + i] - now[frozen + i]) / before[frozen + i];
    }
    double threshold = percentile(rates);
    int more = 0;
    while (more < rates.length && rates[more] < threshold) {
      more++;
    }
    return frozen + more;
  }

  /** Returns a percentile by linear interpolation between neighbours, as NumPy does. */
  private double percentile(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = percentile / 100 * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
