/**
 * Sweep files, grid expansion, what a trial is expected to need, the ledger and resuming. Runs
 * nothing.
 *
 * <p>{@link io.sparing.sweep.SweepParser} turns a YAML file into a {@link io.sparing.sweep.Sweep}
 * or refuses it with every problem it has; {@link io.sparing.needs.Estimator} says beforehand what
 * a trial will need; {@link io.sparing.sweep.Ledger} remembers what is done.
 */
package io.sparing.sweep;
