package io.sparing.needs;

import java.util.Optional;

/**
 * What a trial is expected to need.
 *
 * @param seconds wall time of the whole trial
 * @param hostBytes largest resident memory of its worker
 * @param deviceBytes largest memory on the GPU; empty on a CPU
 * @param weightBytes bytes of the deployed weights in their format
 * @param trainableParameters numbers that training may change
 */
public record Expectation(
    Interval seconds,
    Interval hostBytes,
    Optional<Interval> deviceBytes,
    long weightBytes,
    long trainableParameters) {}
