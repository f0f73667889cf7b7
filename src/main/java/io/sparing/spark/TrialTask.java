package io.sparing.spark;

import com.google.gson.JsonParser;
import io.sparing.measure.Measurements;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenances;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * What a Spark task does: prepares or runs one trial, from its JSON form to its result's, on a
 * worker of this executor. It never throws for what a trial does, only where it was cancelled.
 */
final class TrialTask extends AbstractFunction1<Iterator<String>, String> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A trial that lost its executor is tried once more. */
  private static final int LAST_ATTEMPT = 1;

  private final WorkerSettings settings;
  private final WorkerRequest.Kind kind;

  TrialTask(WorkerSettings settings, WorkerRequest.Kind kind) {
    this.settings = settings;
    this.kind = kind;
  }

  @Override
  public String apply(Iterator<String> specs) {
    TrialSpec spec =
        TrialSpecParser.fromJson(JsonParser.parseString(specs.next()).getAsJsonObject());
    return TrialResultParser.toJson(attempt(spec, TaskContext.get().attemptNumber())).toString();
  }

  /**
   * Prepares or runs the trial, unless it took two executors down already.
   *
   * @param attempt 0 for the first
   */
  TrialResult attempt(TrialSpec spec, int attempt) {
    Instant started = Instant.now();
    if (attempt > LAST_ATTEMPT) {
      return quarantined(spec, attempt, started);
    }
    try {
      return ExecutorWorkers.pool(settings)
          .run(new WorkerRequest(kind, spec), share -> TrialProgress.report(settings, spec, share));
    } catch (CancellationException e) {
      throw e; // this JVM or the sweep is ending: the trial has not
    } catch (RuntimeException e) {
      return Failures.result(
          spec,
          FailureCategory.ERROR,
          "Failed to run a worker: " + Failures.message(e),
          Provenances.ofThisProcess(settings.threads(), settings.device(), started, Instant.now()));
    }
  }

  private TrialResult quarantined(TrialSpec spec, int attempts, Instant started) {
    return new TrialResult(
        spec,
        Status.QUARANTINED,
        null,
        "Lost its executor %d times and is not tried again".formatted(attempts),
        Measurements.NONE,
        List.of(),
        List.of(),
        Provenances.ofThisProcess(settings.threads(), settings.device(), started, Instant.now()));
  }
}
