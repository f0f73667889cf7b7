package io.sparing.track;

import io.sparing.trial.CurvePoint;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What MLflow is sent of a trial: settings as parameters, columns as metrics, the curve by step.
 */
final class MlflowTrial {

  /** The tag with a trial's id. */
  static final String TRIAL = "sparing.trial_id";

  /** The tag with the moment at which the trial ended: all of its result has been sent. */
  static final String FINISHED = "sparing.finished_at";

  /** MLflow's tag with the commit of the code that ran. */
  static final String COMMIT = "mlflow.source.git.commit";

  private static final String TRAIN_LOSS = "train_loss";
  private static final String VALIDATION_SCORE = "validation_score";

  private MlflowTrial() {}

  /** Returns the name of a trial's run: its label, which does not show the seed, and the seed. */
  static String name(String label, TrialSpec spec) {
    return "%s · seed %d".formatted(label, spec.seed());
  }

  /** Returns the content of a trial's run. */
  static RunContent content(TrialResult result) {
    return new RunContent(parameters(result.spec()), tags(result), metrics(result));
  }

  private static Map<String, String> parameters(TrialSpec spec) {
    Map<String, String> parameters = new LinkedHashMap<>();
    TrialSpecParser.toSettings(spec)
        .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    return parameters;
  }

  private static Map<String, String> tags(TrialResult result) {
    Provenance provenance = result.provenance();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("sparing.status", result.status().name());
    if (result.category() != null) {
      tags.put("sparing.failure_category", result.category().name());
    }
    tags.put("sparing.message", result.message());
    tags.put("sparing.code_version", provenance.codeVersion());
    tags.put(COMMIT, provenance.build().commit());
    if (provenance.build().dirty()) {
      tags.put("sparing.git_dirty", "true");
    }
    tags.put("sparing.pytorch", provenance.pytorch());
    tags.put("sparing.hardware", provenance.hardware());
    tags.put("sparing.host", provenance.host());
    tags.put("sparing.device", provenance.device());
    tags.put("sparing.data_sha256", provenance.dataSha256());
    tags.put("sparing.weights_sha256", provenance.weightsSha256());
    tags.values().removeIf(String::isEmpty);
    return tags;
  }

  private static List<RunContent.Point> metrics(TrialResult result) {
    Instant begin = result.provenance().startedAt();
    long end = result.provenance().finishedAt().toEpochMilli();
    List<RunContent.Point> points = new ArrayList<>();
    result
        .measurements()
        .values()
        .forEach((m, value) -> points.add(new RunContent.Point(m.column(), value, end, 0)));
    for (CurvePoint point : result.curve()) {
      long moment = begin.toEpochMilli() + Math.round(1_000 * point.seconds());
      add(points, TRAIN_LOSS, point.trainLoss(), moment, point.step());
      if (point.validationScore() != null) {
        add(points, VALIDATION_SCORE, point.validationScore(), moment, point.step());
      }
    }
    return points;
  }

  /** Adds a point; JSON has no form for a number that is not finite. */
  private static void add(
      List<RunContent.Point> points, String key, double value, long moment, long step) {
    if (Double.isFinite(value)) {
      points.add(new RunContent.Point(key, value, moment, step));
    }
  }
}
