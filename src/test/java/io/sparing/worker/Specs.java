package io.sparing.worker;

import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Specs for tests that run nothing real: the seed tells a fake runner what to do. */
public final class Specs {

  private Specs() {}

  /** A spec with this seed. */
  public static TrialSpec spec(long seed) {
    return TrialSpecParser.fromSettings(
        Map.of(
            "dataset",
            "wordnet-topic",
            "model",
            "minilm-l6",
            "strategy",
            "zero-shot",
            "seed",
            seed));
  }

  /** Asks a worker to run {@link #spec}. */
  public static WorkerRequest request(long seed) {
    return new WorkerRequest(WorkerRequest.Kind.RUN, spec(seed));
  }

  /** Asks a worker to prepare {@link #spec}. */
  public static WorkerRequest preparation(long seed) {
    return new WorkerRequest(WorkerRequest.Kind.PREPARE, spec(seed));
  }

  /** Specs with the seeds from 0. */
  public static List<TrialSpec> specs(int count) {
    return IntStream.range(0, count).mapToObj(Specs::spec).toList();
  }
}
