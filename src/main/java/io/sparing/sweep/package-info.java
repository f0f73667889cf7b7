/**
 * Sweep files, their expansion into trials, and what a trial is expected to need. This room runs
 * nothing.
 *
 * <p>{@link io.sparing.sweep.SweepParser} turns a YAML file into a {@link io.sparing.sweep.Sweep}
 * or refuses it with every problem it has; {@link io.sparing.needs.Estimator} says beforehand what
 * a trial will need.
 */
package io.sparing.sweep;
