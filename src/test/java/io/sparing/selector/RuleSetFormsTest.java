package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.sparing.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSetFormsTest {

  private static final List<RuleSet> RULE_SETS =
      List.of(
          PapersRules.rules(),
          LearningTest.learn(Trials.crossing()),
          LearningTest.NOISE,
          Learning.learn(
              Trials.world("ag-news", "mrpc", "qnli", "sst-2"),
              LearningTest.OPTIONS.byData(true).withSizes(7, 1, 0)),
          Learning.learn(
              Trials.world(Trials.FOUR),
              LearningTest.OPTIONS.withGoal(
                  new Goal.Cheapest(0.01, OptionalDouble.of(0.8)), Cost.ofTraining())),
          Learning.learn(
              Trials.world("mrpc", "sst-2"),
              LearningTest.OPTIONS.withGoal(new Goal.Value(2), Cost.ofTraining())),
          LearningTest.learn(unmeasured()));

  static List<RuleSet> ruleSets() {
    return RULE_SETS;
  }

  /** Rows of which nobody knows what they need or cost. */
  private static List<TrialResult> unmeasured() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      rows.add(Trials.of("lora").dataset(dataset).set("train_examples", 2_000).quality(0.9));
      rows.add(Trials.of("zero-shot").dataset(dataset).quality(0.5));
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("ruleSets")
  void jsonReadsBackIdenticallyAndFitsTheSchema(RuleSet rules) throws Exception {
    String text = RuleSetParser.text(rules);
    assertThat(RuleSetParser.parse(text)).isEqualTo(rules);
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("docs/rules.schema.json")));
    assertThat(schema.validate(new ObjectMapper().readTree(text))).isEmpty();
    String broken = text.replace("\"version\": 2", "\"version\": 1");
    assertThat(schema.validate(new ObjectMapper().readTree(broken))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("ruleSets")
  void sqlAnswersAsJavaDoes(RuleSet rules) throws Exception {
    Random random = new Random(7);
    String query =
        "SELECT "
            + RuleSetSql.expression(rules)
            + " FROM (SELECT ?::VARCHAR AS task, ?::VARCHAR AS hardware, ?::DOUBLE AS memory_gb,"
            + " ?::DOUBLE AS latency_ms, ?::BIGINT AS examples, ?::DOUBLE AS train_seconds,"
            + " ?::INTEGER AS classes)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < 1_000; i++) {
        Environment environment = environment(random);
        statement.setString(1, environment.task());
        statement.setString(2, environment.hardware());
        statement.setDouble(3, environment.memoryGigabytes());
        statement.setObject(4, finite(environment.latencyMillis()));
        statement.setObject(5, environment.examples() == 0 ? null : environment.examples());
        statement.setObject(6, finite(environment.trainSeconds()));
        statement.setObject(7, environment.classes() == 0 ? null : environment.classes());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          assertThat(row.getString(1))
              .as(environment.toString())
              .isEqualTo(rules.decide(environment).choice(environment).key());
        }
      }
    }
  }

  private static Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }

  private static Environment environment(Random random) {
    List<String> tasks = List.of("classification", "pair", "qa", "chatbot", "summarization");
    double[] memory = {0.5, 0.7, 1, 1.5, 2, 3, 3.5, 4, 5, 7, 8, 16, 24};
    double[] latency = {5, 8, 10, 15, 20, 25, 60, 99, 100, 200, 20_000, Environment.UNLIMITED};
    long[] examples = {0, 1, 100, 200, 400, 999, 1_000, 2_000, 50_000, 50_001};
    double[] train = {1, 3, 5, 40, 100, 1_000, Environment.UNLIMITED};
    return new Environment(
        tasks.get(random.nextInt(tasks.size())),
        random.nextBoolean() ? "cpu" : "gpu",
        memory[random.nextInt(memory.length)],
        latency[random.nextInt(latency.length)],
        examples[random.nextInt(examples.length)],
        train[random.nextInt(train.length)],
        random.nextInt(6));
  }

  @Test
  void whatIsNoRuleSetIsRefusedWithTheReason() {
    assertThatThrownBy(() -> RuleSetParser.parse("{\"version\": 9}"))
        .hasMessage("Unknown version: 9; known: 2; run ./submit.sh learn again on the results");
    assertThatThrownBy(() -> RuleSetParser.parse("{\"version\": 1, \"name\": \"old\"}"))
        .hasMessageContaining("Unknown version: 1; known: 2; run ./submit.sh learn again");
    assertThatThrownBy(() -> RuleSetParser.parse("[]"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RuleSetParser.parse("{\"version\": 2}"))
        .hasMessage("Cannot read a rule set without name");
  }

  @ParameterizedTest
  @MethodSource("ruleSets")
  void markdownHasEveryRule(RuleSet rules) {
    String page = RuleSetMarkdown.page(rules);
    rules
        .rules()
        .forEach(rule -> assertThat(page).contains("| " + rule.when()).contains(rule.then()));
    assertThat(page).contains("The goal is ").doesNotContain("null", "NaN", "Infinity");
  }

  @Test
  void markdownHasTheGradeByDataSet() {
    String page = RuleSetMarkdown.page(LearningTest.WORLD);
    assertThat(page).contains("## Grade", "single best", "| left out |", "| mrpc |");
    assertThat(page).contains("stated confidence");
    assertThat(RuleSetMarkdown.page(LearningTest.learn(Trials.crossing())))
        .contains("Not graded: one data set cannot tell");
  }

  @Test
  void whatALastRuleLacksIsRefused() {
    Rule bounded = PapersRules.rules().rules().get(0);
    RuleSource source = PapersRules.rules().source();
    assertThatThrownBy(
            () ->
                new RuleSet("r", source, List.of(bounded), List.of(), Optional.empty(), List.of()))
        .hasMessage("Invalid rules: r; the last rule must have no conditions");
  }
}
