package io.sparing.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of a disturbed sweep sees what is wrong, on made-up ledgers and tables. */
class ComparisonTest {

  private static final String FIRST = "2026-01-01T00:00:01Z";
  private static final String SECOND = "2026-01-01T00:00:02Z";

  @TempDir private Path folder;

  private final List<String> ledger = new ArrayList<>();
  private Map<String, Row> reference;

  @BeforeEach
  void aSweepOfTwoTrials() throws Exception {
    ledger.add(line("a", "OK", FIRST, 0.5));
    ledger.add(line("b", "OK", SECOND, 0.75));
    Path undisturbed = Files.write(folder.resolve("undisturbed"), ledger);
    reference = Comparison.last(LedgerRows.read(undisturbed));
  }

  private static String line(String trial, String status, String finished, double accuracy) {
    return """
    {"trial_id":"%s","spec":{"seed":0},"status":"%s","message":"","metrics":{"accuracy":%s,\
    "train_seconds":1.5},"curve":[{"step":1,"train_loss":0.25}],\
    "provenance":{"finished_at":"%s"}}\
    """
        .formatted(trial, status, accuracy, finished);
  }

  private List<String> differences(String trials, String curves) throws Exception {
    Files.write(folder.resolve("ledger.jsonl"), ledger);
    write("trials", "trial_id, status, finished_at, accuracy, train_seconds", trials);
    write("curves", "trial_id, step, train_loss, validation_accuracy", curves);
    return Comparison.differences(reference, folder, 0);
  }

  private void write(String table, String columns, String rows) throws Exception {
    Path file = Files.createDirectories(folder.resolve(table)).resolve("segment.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES %s) AS t(%s)) TO '%s' (FORMAT parquet)"
              .formatted(rows, columns, file));
    }
  }

  private static String trial(String id, String finished, double accuracy) {
    return "('%s', 'OK', TIMESTAMPTZ '%s', CAST(%s AS DOUBLE), CAST(1.5 AS DOUBLE))"
        .formatted(id, finished, accuracy);
  }

  private static String point(String id) {
    return "('%s', CAST(1 AS BIGINT), CAST(0.25 AS DOUBLE), CAST(NULL AS DOUBLE))".formatted(id);
  }

  private static String both() {
    return trial("a", FIRST, 0.5) + ", " + trial("b", SECOND, 0.75);
  }

  private static String points() {
    return point("a") + ", " + point("b");
  }

  @Test
  void theSameRowsAreTheSame() throws Exception {
    assertThat(differences(both(), points())).isEmpty();
  }

  @Test
  void aRowThatTheTableLacksIsTold() throws Exception {
    assertThat(differences(trial("a", FIRST, 0.5), points()))
        .containsExactly("trials: the table lacks b OK at " + SECOND);
  }

  @Test
  void aRowThatIsThereTwiceIsTold() throws Exception {
    assertThat(differences(both() + ", " + trial("a", FIRST, 0.5), points()))
        .containsExactly("trials: twice: a@" + FIRST);
  }

  @Test
  void anotherValueInTheTableIsTold() throws Exception {
    assertThat(differences(trial("a", FIRST, 0.5) + ", " + trial("b", SECOND, 0.5), points()))
        .containsExactly(
            "trials: accuracy of b OK at %s is 0.5, of the ledger 0.75".formatted(SECOND));
  }

  @Test
  void aCurveThatIsThereTwiceIsTold() throws Exception {
    assertThat(differences(both(), points() + ", " + point("b")))
        .containsExactly(
            "curves: b OK at %s has 2 points in the table (steps [1, 1]), 1 in the ledger"
                .formatted(SECOND));
  }

  @Test
  void anotherOutcomeThanUndisturbedIsTold() throws Exception {
    ledger.set(1, line("b", "OK", SECOND, 0.5));
    assertThat(differences(trial("a", FIRST, 0.5) + ", " + trial("b", SECOND, 0.5), points()))
        .containsExactly("metrics of b differ undisturbed: {accuracy=0.75} and {accuracy=0.5}");
  }

  @Test
  void aFalseRowIsToldAlsoWhereTheTrialSucceededLater() throws Exception {
    ledger.add(0, line("a", "FAILED", "2026-01-01T00:00:00Z", 0));
    assertThat(differences(both(), points()))
        .containsExactly("ledger: 1 false rows: a FAILED at 2026-01-01T00:00:00Z");
  }

  @Test
  void aQuarantineThatNothingExplainsIsTold() throws Exception {
    ledger.add(0, line("a", "QUARANTINED", "2026-01-01T00:00:00Z", 0));
    assertThat(differences(both(), points()))
        .singleElement()
        .asString()
        .startsWith("ledger: quarantined, and at most 0 lost two processes: ");
  }

  @Test
  void aTrialThatRanTwiceAndOneWithoutARowAreTold() throws Exception {
    ledger.set(1, line("a", "OK", SECOND, 0.5));
    assertThat(differences(trial("a", SECOND, 0.5), point("a")))
        .containsExactly(
            "ledger: no row of trial b",
            "ledger: ran again after it had succeeded: a OK at " + SECOND);
  }

  @Test
  void aLineThatCannotBeReadIsTold() throws Exception {
    ledger.add(1, "{\"trial_id\":\"a\",{");
    assertThat(differences(both(), points()))
        .singleElement()
        .asString()
        .startsWith("unreadable line 2 of the ledger: ");
  }
}
