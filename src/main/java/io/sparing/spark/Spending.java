package io.sparing.spark;

import io.sparing.budget.Budget;
import io.sparing.budget.Tariff;
import io.sparing.trial.TrialSpec;
import java.util.function.ToDoubleFunction;

/**
 * What a sweep may spend, and how that is counted.
 *
 * @param budget of all runs of the sweep together
 * @param tariff of the machines that run it
 * @param mostSeconds wall time after which a trial is ended; what it costs is reserved
 */
public record Spending(Budget budget, Tariff tariff, ToDoubleFunction<TrialSpec> mostSeconds) {}
