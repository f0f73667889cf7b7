package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSetFormsTest {

  static List<RuleSet> ruleSets() {
    return List.of(
        PapersRules.rules(),
        LearningTest.learn(Trials.crossing()),
        LearningTest.learn(LearningTest.many()));
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
    String broken = text.replace("\"version\": 1", "\"version\": 2");
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
            + " ?::DOUBLE AS latency_ms, ?::BIGINT AS examples, ?::DOUBLE AS train_seconds)";
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
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          assertThat(row.getString(1))
              .as(environment.toString())
              .isEqualTo(rules.decide(environment).choice().map(Choice::key).orElse(null));
        }
      }
    }
  }

  private static Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }

  private static Environment environment(Random random) {
    List<String> tasks = List.of("classification", "pair", "qa", "chatbot", "summarization");
    double[] memory = {0.5, 1, 2, 3.5, 4, 8, 16, 24};
    double[] latency = {5, 20, 25, 60, 99, 100, 200, 20_000, Environment.UNLIMITED};
    long[] examples = {0, 1, 100, 400, 999, 1_000, 2_000, 50_000, 50_001};
    double[] train = {5, 40, 100, 1_000, Environment.UNLIMITED};
    return new Environment(
        tasks.get(random.nextInt(tasks.size())),
        random.nextBoolean() ? "cpu" : "gpu",
        memory[random.nextInt(memory.length)],
        latency[random.nextInt(latency.length)],
        examples[random.nextInt(examples.length)],
        train[random.nextInt(train.length)]);
  }

  @Test
  void whatIsNoRuleSetIsRefusedWithTheReason() {
    assertThatThrownBy(() -> RuleSetParser.parse("{\"version\": 9}"))
        .hasMessage("Unknown version: 9; known: 1");
    assertThatThrownBy(() -> RuleSetParser.parse("[]"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RuleSetParser.parse("{\"version\": 1}"))
        .hasMessage("Cannot read a rule set without name");
  }

  @Test
  void markdownHasEveryRule() {
    RuleSet rules = LearningTest.learn(Trials.crossing());
    String page = RuleSetMarkdown.page(rules);
    rules.rules().forEach(rule -> assertThat(page).contains(rule.when()).contains(rule.then()));
    assertThat(page).contains("## Grade").contains("single best");
  }
}
