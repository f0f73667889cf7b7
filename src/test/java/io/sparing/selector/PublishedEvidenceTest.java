package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparing.results.PublishedTrials;
import io.sparing.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What rules learned from six real data sets are worth on one that they have not seen. The rows are
 * no part of the repository: name their folder with {@code -Dsparing.evidence} or {@code
 * SPARING_EVIDENCE}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedEvidenceTest {

  private PublishedTrials published;
  private RuleSet rules;
  private Grade grade;

  private static Path folder() {
    return Path.of(
        Optional.ofNullable(System.getProperty("sparing.evidence"))
            .or(() -> Optional.ofNullable(System.getenv("SPARING_EVIDENCE")))
            .orElse("../shared/evidence/h200"));
  }

  @BeforeAll
  void learn() {
    Path folder = folder();
    assumeTrue(
        Files.isDirectory(folder),
        () -> "no evidence at " + folder + "; name it with -Dsparing.evidence=FOLDER");
    published = PublishedTrials.read(List.of(folder));
    List<TrialResult> results = published.results();
    rules = Learning.learn(results, LearningOptions.defaults(Instant.EPOCH));
    grade = rules.grade().orElseThrow();
  }

  @Test
  void rowsOfEarlierVersionsAreReadWithTheirIdsAndNoneIsLeftOut() {
    assertThat(published.leftOut()).isEmpty();
    assertThat(published.results())
        .hasSizeGreaterThan(700)
        .allMatch(result -> result.id().equals(result.spec().id()));
  }

  @Test
  void atMostSevenRulesCloseMostOfTheGap() {
    assertThat(rules.rules()).hasSizeLessThanOrEqualTo(7);
    assertThat(grade.gapClosed().orElseThrow().value()).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void rulesAreHardlyBehindWhatATableGets() {
    double table = grade.find("best mean among what fits").orElseThrow().regret();
    assertThat(grade.find("rules").orElseThrow().regret()).isLessThanOrEqualTo(table + 0.005);
  }

  @Test
  void noDataSetIsBelowTheSingleBest() {
    assertThat(grade.dataSets())
        .hasSize(6)
        .allSatisfy(d -> assertThat(d.rules()).as(d.dataset()).isLessThanOrEqualTo(d.single()));
  }
}
