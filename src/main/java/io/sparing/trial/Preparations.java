package io.sparing.trial;

import io.sparing.adapt.Strategies;
import io.sparing.data.DataSettings;
import io.sparing.model.ModelManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which trials must be prepared, so that all are. */
public final class Preparations {

  private record Shared(
      String dataset,
      DataSettings settings,
      String model,
      int maxLength,
      Optional<String> teacher) {

    static Shared of(TrialSpec spec) {
      return new Shared(
          spec.dataset(),
          spec.data(),
          spec.model(),
          spec.maxLength(),
          Strategies.find(spec.strategy())
              .teacher(spec.strategyParameters())
              .map(ModelManifest::name));
    }
  }

  private Preparations() {}

  /** The first of all trials that share data set, model, length and teacher. */
  public static List<TrialSpec> of(List<TrialSpec> trials) {
    Map<Shared, TrialSpec> first = new LinkedHashMap<>();
    trials.forEach(spec -> first.putIfAbsent(Shared.of(spec), spec));
    return List.copyOf(first.values());
  }
}
