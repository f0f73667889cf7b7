package io.sparing.torture;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A line of a ledger.
 *
 * @param trialId of the trial
 * @param settings the trial's, as JSON
 * @param status how it ended
 * @param message why
 * @param finishedAt when, to the microsecond as in the tables
 * @param metrics by column
 * @param curve in order
 */
record Row(
    String trialId,
    String settings,
    String status,
    String message,
    Instant finishedAt,
    Map<String, Double> metrics,
    List<Point> curve) {

  /**
   * A point of the learning curve, without its times.
   *
   * @param validationScore null where there was none
   */
  record Point(long step, double trainLoss, Double validationScore) {}

  boolean ok() {
    return status.equals("OK");
  }

  boolean quarantined() {
    return status.equals("QUARANTINED");
  }

  @Override
  public String toString() {
    return "%s %s at %s%s"
        .formatted(trialId, status, finishedAt, message.isEmpty() ? "" : ": " + message);
  }
}
