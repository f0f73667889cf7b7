package io.sparing.worker;

import java.time.Duration;

/**
 * A request as it is sent to a worker.
 *
 * @param request what to do
 * @param limit the longest time awake for it, of a preparation without progress
 */
record TimedRequest(WorkerRequest request, Duration limit) {

  /** Returns a request with the limit that the settings have for its kind. */
  static TimedRequest of(WorkerRequest request, WorkerSettings settings) {
    return new TimedRequest(
        request, request.kind().preparation() ? settings.preparationLimit() : settings.deadline());
  }
}
