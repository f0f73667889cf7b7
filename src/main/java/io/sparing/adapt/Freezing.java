package io.sparing.adapt;

/**
 * How a strategy wants layers frozen while it trains.
 *
 * @param interval share of all steps between two decisions
 * @param percentile of the layers' rates of change, below which a front layer is frozen, 0 to 100
 */
public record Freezing(double interval, double percentile) {}
