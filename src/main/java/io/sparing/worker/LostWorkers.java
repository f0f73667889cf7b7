package io.sparing.worker;

import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;
import io.sparing.worker.LostWorkerException.Reason;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The workers that one request has lost, counted by reason, so that it is not tried without end.
 */
final class LostWorkers {

  private final WorkerSettings settings;
  private final WorkerRequest request;
  private final Instant started = Instant.now();
  private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);

  LostWorkers(WorkerSettings settings, WorkerRequest request) {
    this.settings = settings;
    this.request = request;
  }

  /**
   * Counts a lost worker.
   *
   * @return what the trial comes to if it is not tried again: what it had measured, or quarantine;
   *     empty if it is
   * @throws LostWorkerException if it is not tried again here and has no result
   */
  Optional<WrittenResult> add(LostWorkerException lost) {
    int count = counts.merge(lost.reason(), 1, Integer::sum);
    if (request.kind().preparation() || request.allowance().isPresent()) {
      throw lost;
    }
    if (count < lost.reason().most()) {
      return Optional.empty();
    }
    if (lost.reason() != Reason.KILLED) {
      throw lost;
    }
    TrialResult end =
        lost.measured()
            .map(result -> result.saying(Failures.UNSAVED + lost.getMessage()))
            .orElseGet(() -> quarantined(count, lost));
    return Optional.of(WrittenResult.of(end));
  }

  private TrialResult quarantined(int count, LostWorkerException lost) {
    return Failures.quarantined(
        request.spec(),
        "Lost %d workers and is not tried again; of the last: %s"
            .formatted(count, lost.getMessage()),
        settings.provenance(started));
  }
}
