package io.sparing.trial;

/**
 * A point of a trial's learning curve.
 *
 * @param step optimizer steps taken so far
 * @param epoch passes over the training rows so far, fractional
 * @param seconds training seconds so far
 * @param trainLoss mean training loss since the last point, nats
 * @param validationScore value of the metric of the task on the validation split; null where it was
 *     not measured
 */
public record CurvePoint(
    long step, double epoch, double seconds, double trainLoss, Double validationScore) {}
