package io.sparing.train;

/**
 * A point of a training curve.
 *
 * @param step optimizer steps taken so far
 * @param epoch passes over the rows so far, fractional
 * @param seconds training seconds so far
 * @param trainLoss mean loss since the last point, nats
 */
public record LossPoint(long step, double epoch, double seconds, double trainLoss) {}
