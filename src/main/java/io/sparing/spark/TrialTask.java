package io.sparing.spark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.admission.ExpectedMemory;
import io.sparing.admission.Place;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.WrittenResult;
import io.sparing.worker.LostWorkerException;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Does the work of a Spark task: prepares or runs one trial on a worker of this executor, and turns
 * the trial's JSON form into that of its end. It never throws for what a trial does, only where it
 * was cancelled.
 */
final class TrialTask extends AbstractFunction1<Iterator<String>, String> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A trial that lost its executor is tried once more. */
  private static final int LAST_ATTEMPT = 1;

  private static final String SPEC = "spec";
  private static final String MEMORY = "memory";

  private final WorkerSettings settings;
  private final WorkerRequest.Kind kind;

  /** Null where nothing limits a run but its deadline. */
  private final Duration allowance;

  TrialTask(WorkerSettings settings, WorkerRequest.Kind kind) {
    this(settings, kind, null);
  }

  /**
   * @param allowance of a run that is never tried again here, since each run has one of its own;
   *     null for none
   */
  TrialTask(WorkerSettings settings, WorkerRequest.Kind kind, Duration allowance) {
    this.settings = settings;
    this.kind = kind;
    this.allowance = allowance;
  }

  /** Returns what it does for a trial. */
  WorkerRequest.Kind kind() {
    return kind;
  }

  /** Returns the form in which a trial travels to {@link #apply}. */
  static String line(TrialSpec spec, ExpectedMemory memory) {
    JsonObject json = new JsonObject();
    json.add(SPEC, TrialSpecParser.toJson(spec));
    json.add(MEMORY, memory.toJson());
    return json.toString();
  }

  @Override
  public String apply(Iterator<String> lines) {
    JsonObject json = JsonParser.parseString(lines.next()).getAsJsonObject();
    TrialSpec spec = TrialSpecParser.fromJson(json.getAsJsonObject(SPEC));
    ExpectedMemory memory = ExpectedMemory.fromJson(json.get(MEMORY));
    return attempt(spec, memory, TaskContext.get().attemptNumber()).toJson();
  }

  /**
   * Prepares or runs the trial once its memory is free, unless it would not fit, or took two
   * executors down already.
   *
   * @param attempt 0 for the first
   */
  TaskEnd attempt(TrialSpec spec, ExpectedMemory memory, int attempt) {
    Instant started = Instant.now();
    if (attempt > 0 && allowance != null) {
      return TaskEnd.killed("Its executor was lost");
    }
    if (attempt > LAST_ATTEMPT) {
      return executorsLost(spec, attempt, started);
    }
    ExecutorAdmission here = ExecutorAdmission.of(settings);
    Optional<String> refusal = here.limits().refusal(memory);
    if (refusal.isPresent()) {
      return refused(spec, refusal.get(), started);
    }
    try (Place place = here.admission().enter(memory)) {
      return TaskEnd.of(
          ExecutorWorkers.pool(settings, place)
              .run(
                  new WorkerRequest(kind, spec, Optional.ofNullable(allowance)),
                  share -> TrialProgress.report(settings, spec, share)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Cancelled trial " + spec.id());
    } catch (CancellationException e) {
      throw e; // this JVM or the sweep is ending, the trial is not
    } catch (LostWorkerException e) {
      return e.killed() ? TaskEnd.killed(e.getMessage()) : TaskEnd.lost(e.getMessage());
    } catch (RuntimeException e) {
      return TaskEnd.lost("Failed to run a worker: " + Failures.message(e));
    }
  }

  private TaskEnd refused(TrialSpec spec, String why, Instant started) {
    return kind.preparation()
        ? TaskEnd.lost(why)
        : TaskEnd.of(
            WrittenResult.of(
                Failures.result(
                    spec, FailureCategory.WOULD_NOT_FIT, why, settings.provenance(started))));
  }

  private TaskEnd executorsLost(TrialSpec spec, int attempts, Instant started) {
    String message = "Lost its executor %d times and is not tried again".formatted(attempts);
    return kind.preparation()
        ? TaskEnd.lost(message)
        : TaskEnd.of(
            WrittenResult.of(Failures.quarantined(spec, message, settings.provenance(started))));
  }
}
