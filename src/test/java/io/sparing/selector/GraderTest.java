package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.needs.NeedsTable;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpecParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GraderTest {

  private static final Grade WORLD = LearningTest.WORLD.grade().orElseThrow();
  private static final Grade NOISE = LearningTest.NOISE.grade().orElseThrow();

  private static Grade grade(List<TrialResult> results) {
    return LearningTest.learn(results).grade().orElseThrow();
  }

  private static Grade.Line line(Grade grade, String name) {
    return grade.find(name).orElseThrow();
  }

  private static Grade.DataSet dataSet(Grade grade, String name) {
    return grade.dataSets().stream()
        .filter(line -> line.dataset().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyDataSetIsLeftOut() {
    Grade grade = WORLD;
    assertThat(grade.method()).isEqualTo("leave one data set out");
    assertThat(grade.dataSets()).extracting(Grade.DataSet::dataset).containsExactly(Trials.FOUR);
    assertThat(grade.gapClosed().orElseThrow().value()).isGreaterThan(0.85);
    assertThat(grade.ownReadings().orElseThrow()).isGreaterThan(0.5);
    assertThat(grade.lines())
        .extracting(Grade.Line::name)
        .contains("oracle", "rules", "single best", "best mean among what fits", "papers")
        .contains("always LoRA r=8", "random at equal cost", "nearest data set", "random forest");
    assertThat(line(grade, "oracle").regret()).isZero();
    assertThat(grade.lines())
        .allSatisfy(l -> assertThat(l.regret()).isBetween(l.low() - 1e-9, l.high() + 1e-9));
    assertThat(grade.cautions()).anyMatch(c -> c.contains("4 data sets only"));
  }

  /** Rules learned from the others advise there what is worst. */
  @Test
  void aDataSetOnWhichAllIsOtherwiseLowersTheGrade() {
    List<TrialResult> rows = Trials.world(Trials.FOUR).stream().map(GraderTest::turned).toList();
    Grade usual = WORLD;
    Grade odd = grade(rows);
    assertThat(dataSet(odd, "mrpc").rules()).isGreaterThan(dataSet(usual, "mrpc").rules() + 0.1);
    assertThat(odd.gapClosed().orElseThrow().value())
        .isLessThan(usual.gapClosed().orElseThrow().value() - 0.2);
  }

  private static TrialResult turned(TrialResult row) {
    if (!row.spec().dataset().equals("mrpc")) {
      return row;
    }
    double quality = row.measurements().find(LearningTest.OPTIONS.metric()).orElseThrow();
    return new TrialResult(
        row.spec(),
        row.status(),
        row.category(),
        row.message(),
        row.measurements().with(LearningTest.OPTIONS.metric(), 1.4 - quality),
        row.latencySamplesMillis(),
        row.curve(),
        row.provenance());
  }

  /** Quality is noise: an oracle that picked on the seeds it is scored on would be far better. */
  @Test
  void whatIsPickedIsScoredOnOtherSeeds() {
    Grade crossed = NOISE;
    assertThat(line(crossed, "oracle").quality()).isBetween(0.65, 0.85);
    List<TrialResult> single =
        LearningTest.noise(5).stream().filter(row -> row.spec().seed() == 0).toList();
    Grade optimistic = grade(single);
    assertThat(line(optimistic, "oracle").quality()).isGreaterThan(0.9);
    assertThat(optimistic.cautions()).anyMatch(c -> c.startsWith("optimistic"));
    assertThat(crossed.cautions()).noneMatch(c -> c.startsWith("optimistic"));
  }

  @Test
  void whatSharesRowsWithALeftOutDataSetIsLeftOutToo() {
    Evidence evidence =
        Evidence.of(Trials.world("sst-2", "mr", "trec", "mrpc"), LearningTest.OPTIONS.metric());
    Frame fold = Fold.without(evidence, "mr", NeedsTable.of(List.of()).fit(), LearningTest.OPTIONS);
    assertThat(fold.cells())
        .extracting(Evidence.Cell::dataset)
        .containsExactlyInAnyOrder("trec", "mrpc");
    Grade pair = LearningTest.learn(Trials.world("sst-2", "mr")).grade().orElseThrow();
    assertThat(pair.cautions())
        .anyMatch(c -> c.contains("measured on a data set that shares no rows with it"));
    assertThat(pair.dataSets()).isEmpty();
  }

  @Test
  void whatHasOneSeedIsNoPartOfTheGrade() {
    List<TrialResult> rows = new ArrayList<>(Trials.world("mrpc", "sst-2", "trec"));
    int two = grade(rows).environments();
    rows.removeIf(
        row ->
            row.spec().strategy().equals("lora")
                && row.spec().seed() == 1
                && row.spec().dataset().equals("trec"));
    Grade grade = grade(rows);
    assertThat(grade.cautions()).anyMatch(c -> c.contains("has one seed and is no part"));
    assertThat(grade.environments()).isEqualTo(two);
  }

  @Test
  void oneDataSetIsNotGradedAndItsRulesAreNotSure() {
    RuleSet rules = LearningTest.learn(Trials.world("mrpc"));
    Grade grade = rules.grade().orElseThrow();
    assertThat(grade.dataSets()).isEmpty();
    assertThat(grade.gapClosed()).isEmpty();
    assertThat(grade.lines()).isEmpty();
    assertThat(grade.gapWords()).contains("one data set cannot tell", "Sweep two more");
    assertThat(rules.rules()).allMatch(Rule::abstains).allMatch(r -> r.confidence().isEmpty());
  }

  @Test
  void confidenceNeedsThreeDataSets() {
    assertThat(LearningTest.learn(Trials.world("mrpc", "sst-2")).rules())
        .allMatch(rule -> rule.confidence().isEmpty());
    RuleSet three = LearningTest.learn(Trials.world("mrpc", "sst-2", "ag-news"));
    assertThat(three.rules()).anyMatch(rule -> rule.confidence().orElse(0) > 0.5);
    assertThat(three.grade().orElseThrow().reliability()).isNotEmpty();
  }

  /** What was measured on one data set only cannot be graded, but no grade must fail of it. */
  @Test
  void dataSetsWithoutACommonChoiceAreNotGraded() {
    List<TrialResult> rows = new ArrayList<>();
    for (int rank = 1; rank <= 3; rank++) {
      Trials trial = Trials.of("lora").set("train_examples", 200).needs(1, 10, 5);
      rows.add(trial.dataset("mrpc").set("lora_rank", rank).quality(0.8));
      rows.add(trial.dataset("sst-2").set("lora_rank", 10 + rank).quality(0.8));
    }
    Grade grade = grade(rows);
    assertThat(grade.lines()).isEmpty();
    assertThat(grade.cautions())
        .anyMatch(
            c ->
                c.equals(
                    "nothing measured on mrpc was measured on a data set that shares no rows with"
                        + " it"));
    assertThat(grade.gapWords()).doesNotContain("one data set");
  }

  /** A row of another length is a row of the same choice. */
  @Test
  void dataSetsOfOtherLengthsGradeAsThoseOfOne() {
    List<TrialResult> same = Trials.world(Trials.FOUR);
    List<TrialResult> other =
        same.stream()
            .map(row -> row.spec().dataset().equals("ag-news") ? shorter(row) : row)
            .toList();
    Grade one = WORLD;
    Grade two = grade(other);
    assertThat(two.gapClosed().orElseThrow().value())
        .isCloseTo(one.gapClosed().orElseThrow().value(), within(0.1));
    assertThat(line(two, "rules").feasible())
        .isCloseTo(line(one, "rules").feasible(), within(0.05));
    assertThat(dataSet(two, "ag-news").rules())
        .isCloseTo(dataSet(one, "ag-news").rules(), within(0.02));
  }

  private static TrialResult shorter(TrialResult row) {
    Map<String, Object> settings = new TreeMap<>(TrialSpecParser.toSettings(row.spec()));
    settings.put("max_length", 64);
    return row.of(TrialSpecParser.fromSettings(settings));
  }

  @Test
  void whereAllAreAlikeThereIsNoGap() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (String strategy : List.of("lora", "full")) {
        rows.add(
            Trials.of(strategy)
                .dataset(dataset)
                .set("train_examples", 200)
                .needs(1, 10, 5)
                .quality(0.8));
      }
    }
    Grade grade = grade(rows);
    assertThat(line(grade, "rules").regret()).isCloseTo(0, within(1e-9));
    assertThat(grade.gapClosed()).isEmpty();
    assertThat(grade.gapWords()).isEqualTo("no gap between the single best and the oracle");
  }
}
