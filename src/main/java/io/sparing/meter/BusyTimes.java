package io.sparing.meter;

import java.util.function.LongSupplier;

/**
 * How long a device was kept busy, nanoseconds that only ever grow.
 *
 * @param mine by this trial
 * @param all by all trials, those that have ended among them; more than the time that passed where
 *     they work at once
 */
public record BusyTimes(LongSupplier mine, LongSupplier all) {}
