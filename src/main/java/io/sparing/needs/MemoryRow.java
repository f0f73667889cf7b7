package io.sparing.needs;

/**
 * What a trial of some shape took at most.
 *
 * @param shape of the trial
 * @param peak bytes in the whole trial
 * @param answering bytes while answering; 0 where that was not read
 */
record MemoryRow(MemoryShape shape, double peak, double answering) {}
