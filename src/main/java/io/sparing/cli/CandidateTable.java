package io.sparing.cli;

import io.sparing.selector.Candidate;
import io.sparing.selector.Feature;
import io.sparing.selector.Numbers;
import java.util.List;
import java.util.Locale;

/** What was measured, a line a choice: what it gets and what it needs. */
final class CandidateTable {

  private CandidateTable() {}

  static String render(List<Candidate> candidates) {
    TextTable table =
        new TextTable(
            List.of(
                "choice",
                "quality",
                "latency",
                "memory",
                "examples",
                "training",
                "cost",
                "data sets"));
    for (Candidate candidate : candidates) {
      table.add(
          List.of(
              candidate.choice().label(),
              Numbers.percent(candidate.quality()),
              RuleSetText.need(candidate, Feature.LATENCY),
              RuleSetText.need(candidate, Feature.MEMORY),
              RuleSetText.need(candidate, Feature.EXAMPLES),
              RuleSetText.need(candidate, Feature.TRAIN_SECONDS),
              Double.isFinite(candidate.cost())
                  ? String.format(Locale.ROOT, "%.3g", candidate.cost())
                  : "–",
              String.valueOf(candidate.dataSets())));
    }
    return table.render();
  }
}
