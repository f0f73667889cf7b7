/**
 * What a trial needs of a machine: latency, memory, seconds, cost. Every need is a model over
 * configuration, sequence length, rows and hardware, fitted to all measured rows and given with an
 * interval; no single reading decides anything. Estimates of sweeps and advice share it.
 */
package io.sparing.needs;
