package io.sparing.needs;

/**
 * What a trial is expected to need.
 *
 * @param seconds wall time of the whole trial
 * @param peakHostBytes largest resident memory of its worker
 * @param weightBytes bytes of the deployed weights in their format
 * @param trainableParameters numbers that training may change
 */
public record Expectation(
    double seconds, long peakHostBytes, long weightBytes, long trainableParameters) {}
