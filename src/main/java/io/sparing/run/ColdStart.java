package io.sparing.run;

import io.sparing.company.Company;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import java.util.Optional;

/** The time until a model that is not loaded has answered once, in the company that there is. */
final class ColdStart {

  private final Presence presence;
  private final Optional<Company> company;
  private final long began = System.nanoTime();
  private final double waited;

  private ColdStart(Presence presence) {
    this.presence = presence;
    this.company = presence.observe();
    this.waited = presence.waitedSeconds().orElse(0.0);
  }

  /** Begins before the model is loaded. */
  static ColdStart begin(Presence presence) {
    return new ColdStart(presence);
  }

  /** Ends after the first answer. */
  Measurements end() {
    double waiting = presence.waitedSeconds().orElse(0.0) - waited;
    double millis = (System.nanoTime() - began) / 1e6 - 1000 * waiting;
    Measurements found = Measurements.NONE.with(Metric.COLD_START, millis);
    return company
        .map(others -> found.with(Metric.COLD_START_COMPANY, others.mean()))
        .orElseGet(() -> found.noting(Metric.COLD_START_COMPANY, presence.company()));
  }
}
