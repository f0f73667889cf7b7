package io.sparing.trial;

import io.sparing.measure.Measurements;
import io.sparing.train.Decision;
import java.util.List;
import java.util.Objects;

/**
 * The one row in which a planned trial ends.
 *
 * @param id of the trial, as the version of Sparing that ran it computed it: with settings that
 *     came or went since, {@code spec} may have another id today
 * @param spec what was asked
 * @param status how it ended
 * @param category why it failed; null unless {@link Status#FAILED}
 * @param message one line for a person; empty if all went well
 * @param measurements what was measured before the end
 * @param latencySamplesMillis the raw single-text latencies, milliseconds, in the order taken
 * @param curve the learning curve, oldest point first
 * @param decisions what training changed, kept or took up by itself, oldest first
 * @param provenance where the numbers come from
 */
public record TrialResult(
    String id,
    TrialSpec spec,
    Status status,
    FailureCategory category,
    String message,
    Measurements measurements,
    List<Double> latencySamplesMillis,
    List<CurvePoint> curve,
    List<Decision> decisions,
    Provenance provenance) {

  /**
   * Copies the lists, and checks that there is a {@code category} exactly if the status is {@code
   * FAILED}.
   */
  public TrialResult {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(measurements, "measurements");
    Objects.requireNonNull(provenance, "provenance");
    if ((status == Status.FAILED) != (category != null)) {
      throw new IllegalArgumentException(
          "Invalid category: %s for a trial with status %s".formatted(category, status));
    }
    latencySamplesMillis = List.copyOf(latencySamplesMillis);
    curve = List.copyOf(curve);
    decisions = List.copyOf(decisions);
  }

  /**
   * Makes the end of a trial that this version of Sparing ran, and whose training decided nothing:
   * its id is that of the spec.
   */
  public TrialResult(
      TrialSpec spec,
      Status status,
      FailureCategory category,
      String message,
      Measurements measurements,
      List<Double> latencySamplesMillis,
      List<CurvePoint> curve,
      Provenance provenance) {
    this(
        spec.id(),
        spec,
        status,
        category,
        message,
        measurements,
        latencySamplesMillis,
        curve,
        List.of(),
        provenance);
  }

  /** Returns the same end of another trial. */
  public TrialResult of(TrialSpec other) {
    return new TrialResult(
            other, status, category, message, measurements, latencySamplesMillis, curve, provenance)
        .deciding(decisions);
  }

  /** Returns the same end of a training that decided this. */
  public TrialResult deciding(List<Decision> others) {
    return new TrialResult(
        id,
        spec,
        status,
        category,
        message,
        measurements,
        latencySamplesMillis,
        curve,
        others,
        provenance);
  }

  /** Returns the same end with another message. */
  public TrialResult saying(String other) {
    return new TrialResult(
        id,
        spec,
        status,
        category,
        Failures.oneLine(other),
        measurements,
        latencySamplesMillis,
        curve,
        decisions,
        provenance);
  }

  /** Returns whether the trial ran to its end. */
  public boolean ok() {
    return status == Status.OK;
  }
}
