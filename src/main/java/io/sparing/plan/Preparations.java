package io.sparing.plan;

import io.sparing.adapt.Strategies;
import io.sparing.data.DataSettings;
import io.sparing.model.ModelManifest;
import io.sparing.trial.TrialSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which trials stand for which, so that preparing the former prepares all. */
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

  private final Map<Shared, TrialSpec> first = new LinkedHashMap<>();

  /** Finds the preparations of these trials. */
  public Preparations(List<TrialSpec> trials) {
    trials.forEach(spec -> first.merge(Shared.of(spec), spec, Preparations::most));
  }

  /** Returns the first of two trials, asking for as many rows as either does. */
  private static TrialSpec most(TrialSpec first, TrialSpec other) {
    return first.withExamples(
        Math.max(first.trainExamples(), other.trainExamples()),
        Math.max(first.testExamples(), other.testExamples()));
  }

  /**
   * Returns the first of all trials that share data set, model, length and teacher, asking for as
   * many rows as any of them does.
   */
  public List<TrialSpec> trials() {
    return List.copyOf(first.values());
  }

  /**
   * Returns the trial that stands for this one.
   *
   * @throws IllegalArgumentException if none does
   */
  public TrialSpec of(TrialSpec spec) {
    TrialSpec standing = first.get(Shared.of(spec));
    if (standing == null) {
      throw new IllegalArgumentException("Cannot find the preparation of " + spec);
    }
    return standing;
  }
}
