package io.sparing.look;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.data.Dataset;
import io.sparing.measure.Metric;
import io.sparing.model.Families;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.storage.FileTree;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.worker.LostWorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The trials that measure landmarks: every strategy that trains nothing, the smallest encoder. */
public final class LandmarkTrials {

  /** Demonstrations of each class that a strategy may ask for. */
  private static final String SHOTS = "shots";

  private static final int MOST_SHOTS = 8;

  private final LandmarkRunner runner;

  /** Runs trials by this runner. */
  public LandmarkTrials(LandmarkRunner runner) {
    this.runner = runner;
  }

  /**
   * Measures all landmarks on at most 200 training rows and 200 test rows, one after the other. One
   * that fails says why.
   *
   * @throws IOException if the rows cannot be written to a temporary file
   */
  public Landmarks run(Dataset dataset) throws IOException {
    Path folder = Files.createTempDirectory("sparing-look-");
    try {
      LandmarkSample sample = LandmarkSample.write(dataset, folder);
      List<Landmark> landmarks = new ArrayList<>();
      for (Strategy strategy : Strategies.known().values()) {
        if (!strategy.trains()) {
          landmarks.add(landmark(spec(strategy, sample)));
        }
      }
      return new Landmarks(landmarks);
    } finally {
      FileTree.delete(folder);
    }
  }

  static TrialSpec spec(Strategy strategy, LandmarkSample sample) {
    Map<String, Object> settings = sample.settings();
    settings.put("strategy", strategy.name());
    settings.put("model", smallest().name());
    if (strategy.parameters().stream().map(Parameter::name).anyMatch(SHOTS::equals)) {
      settings.put(SHOTS, Math.max(1, Math.min(MOST_SHOTS, sample.leastOfAClass())));
    }
    return TrialSpecParser.fromSettings(settings);
  }

  private static ModelManifest smallest() {
    return Models.known().values().stream()
        .filter(model -> Families.architectures().contains(model.architecture()))
        .min(Comparator.comparingLong(ModelManifest::parameters))
        .orElseThrow();
  }

  private Landmark landmark(TrialSpec spec) {
    long began = System.nanoTime();
    try {
      TrialResult result = runner.run(spec);
      return landmark(spec, score(result), result.message(), began);
    } catch (LostWorkerException e) {
      return landmark(spec, Optional.empty(), e.getMessage(), began);
    }
  }

  private static Landmark landmark(
      TrialSpec spec, Optional<Score> score, String failure, long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Landmark(spec.label(), score, score.isPresent() ? "" : failure, seconds);
  }

  private static Optional<Score> score(TrialResult result) {
    OptionalDouble accuracy = result.measurements().find(Metric.ACCURACY);
    OptionalDouble rows = result.measurements().find(Metric.TEST_EXAMPLES_USED);
    if (!result.ok() || accuracy.isEmpty() || rows.isEmpty()) {
      return Optional.empty();
    }
    long right = Math.round(accuracy.getAsDouble() * rows.getAsDouble());
    return Optional.of(new Score((int) right, (int) rows.getAsDouble()));
  }
}
