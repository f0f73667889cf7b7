package io.sparing.data;

import static io.sparing.data.OwnFiles.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values become as texts and as labels: the table in docs/data.md. */
class ValuesTest {

  @TempDir private Path folder;

  private Path parquet(String query) throws SQLException {
    Path file = folder.resolve("a.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
    }
    return file;
  }

  /** What a reader makes of a column's values. */
  private static List<String> values(Path file, FileFormat format, String column)
      throws IOException {
    List<String> values = new ArrayList<>();
    RowReader.read(
        file,
        format,
        new Columns(true, column, "", column, ""),
        row -> {
          assertThat(row.label()).isEqualTo(row.text());
          values.add(row.fault().map(RawRow.Fault::words).orElse(row.text()));
        });
    return values;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "true | true",
        "CAST(-5 AS TINYINT) | -5",
        "CAST(300 AS SMALLINT) | 300",
        "CAST(70000 AS INTEGER) | 70000",
        "CAST(9007199254740993 AS BIGINT) | 9007199254740993",
        "CAST(18446744073709551615 AS UBIGINT) | 18446744073709551615",
        "CAST(1.5 AS FLOAT) | 1.5",
        "CAST(0.1 AS DOUBLE) | 0.1",
        "CAST(1 AS DOUBLE) | 1.0",
        "CAST('nan' AS DOUBLE) | none",
        "CAST('nan' AS FLOAT) | none",
        "CAST('-inf' AS DOUBLE) | none",
        "CAST(12.5 AS DECIMAL(10, 2)) | 12.50",
        "CAST(12345678901234567890.25 AS DECIMAL(38, 2)) | 12345678901234567890.25",
        "DATE '2024-02-29' | 2024-02-29",
        "TIMESTAMP '2024-02-29 12:00:00' | 2024-02-29 12:00:00",
        "TIMESTAMPTZ '2024-02-29 12:00:00+02' | 2024-02-29 10:00:00+00",
        "TIMESTAMP_NS '2024-02-29 12:00:00.123456789' | 2024-02-29 12:00:00.123456789",
        "TIMESTAMP_MS '2024-02-29 12:00:00.123' | 2024-02-29 12:00:00.123",
        "TIME '12:30:00' | 12:30:00",
        "TIMETZ '12:30:00+00' | 12:30:00+00",
        "INTERVAL 3 DAY | 3 days",
        "CAST('0dc7a5c4-1111-4222-8333-123456789abc' AS UUID)"
            + " | 0dc7a5c4-1111-4222-8333-123456789abc",
        "'größer' | größer",
        "CAST('caf\\xC3\\xA9' AS BLOB) | café",
        "CAST('x' AS ENUM('x', 'y')) | x",
        "CAST('{\"a\": 1}' AS JSON) | {\"a\": 1}",
        "NULL | none",
        "CAST(NULL AS VARCHAR) | none",
        "CAST(NULL AS BLOB) | none",
      })
  void parquetHasATextForEachType(String value, String text) throws Exception {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      assertThat(values(parquet("SELECT %s AS v".formatted(value)), FileFormat.PARQUET, "v"))
          .containsExactly(text);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void binaryThatIsNoUtf8IsAFinding() throws Exception {
    Path file =
        parquet(
            "SELECT * FROM (VALUES (CAST('\\xFF' AS BLOB), 'a', 'train'), ('b', 'b', 'train'),"
                + " ('c', 'a', 'train'), ('d', 'a', 'dev'), ('e', 'b', 'test')) t(text, label, part)");
    assertThat(findings(OwnFiles.load(file, OwnFiles.SPLIT, Validation.WARN)))
        .containsExactly("a.parquet:1: not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "{'a': 1}", "MAP {'k': 1}", "[{'role': 'user'}]", "[['a']]"})
  void parquetsNestedColumnsAreRefused(String value) throws Exception {
    Path text = parquet("SELECT %s AS text, 'a' AS label".formatted(value));
    assertThatThrownBy(() -> OwnFiles.load(text, OwnFiles.COLUMNS, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Invalid column text of %s: it holds ".formatted(text))
        .hasMessageEndingWith("; expected texts or single values");
    Path label = parquet("SELECT 'a' AS text, %s AS label".formatted(value));
    assertThatThrownBy(() -> OwnFiles.load(label, OwnFiles.COLUMNS, Validation.WARN))
        .hasMessageContaining("Invalid column label of ");
    Path other = parquet("SELECT %s AS other, 'x' AS v".formatted(value));
    assertThat(values(other, FileFormat.PARQUET, "v")).containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "\"caf\\u00e9\" | café",
        "\"12\" | 12",
        "12 | 12",
        "1.0 | 1.0",
        "1e3 | 1e3",
        "9007199254740993 | 9007199254740993",
        "true | true",
        "false | false",
        "null | none",
        "NaN | none",
        "-Infinity | none",
        "Infinity | none",
        "\"NaN \\\" NaN\" | NaN \" NaN",
        "[\"a\"] | column v holds a list; expected a text",
        "[] | column v holds a list; expected a text",
        "{\"role\": \"user\"} | column v holds an object; expected a text",
      })
  void jsonHasATextForEachValue(String value, String text) throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.jsonl"), "{\"w\": {}, \"v\": %s}\n".formatted(value));
    assertThat(values(file, FileFormat.JSONL, "v")).containsExactly(text);
  }

  @Test
  void aCellOfATableIsItsText() throws IOException {
    String cells = "v%1$sw\n 1.0%1$s\nTrue%1$s\nNaN%1$s\n[1]%1$s\n";
    Path csv = Files.writeString(folder.resolve("a.csv"), cells.formatted(","));
    Path tsv = Files.writeString(folder.resolve("a.tsv"), cells.formatted("\t"));
    assertThat(values(csv, FileFormat.CSV, "v")).containsExactly(" 1.0", "True", "NaN", "[1]");
    assertThat(values(tsv, FileFormat.TSV, "v")).containsExactly(" 1.0", "True", "NaN", "[1]");
  }

  private static final String JSON =
      """
      {"text": "a", "label": 1, "part": "train"}
      {"text": "b", "label": 0, "part": "train"}
      {"text": %s, "label": %s, "part": "train"}
      {"text": "c", "label": 1, "part": "dev"}
      {"text": "d", "label": 0, "part": "test"}
      """;

  private Path json(String text, String label) throws IOException {
    return Files.writeString(folder.resolve("a.jsonl"), JSON.formatted(text, label));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"role\": \"user\"} | 1 | column text holds an object; expected a text",
        "\"e\" | [1] | column label holds a list; expected a text",
        "\"e\" | NaN | no label",
        "\"e\" | null | no label",
        "\"e\" | \"null\" | no label: null says that there is none",
        "\"e\" | \"\\ud83d\" | the label is not UTF-8",
      })
  void aRowOfAValueThatMeansNothingIsLeftOut(String text, String label, String words)
      throws IOException {
    Path file = json(text, label);
    Dataset data = OwnFiles.load(file, OwnFiles.SPLIT, Validation.WARN);
    assertThat(findings(data)).containsExactly("a.jsonl:3: " + words);
    assertThat(data.report().dropped()).isOne();
    assertThat(data.manifest().labels()).containsExactly("0", "1");
    assertThatThrownBy(() -> OwnFiles.load(file, OwnFiles.SPLIT, Validation.STRICT))
        .hasMessageEndingWith("; first a.jsonl:3: " + words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "x \\ude00 y", "\\ude00\\ud83d"})
  void halfOfAPairIsNoUtf8(String half) throws IOException {
    Path file = json("\"%s\"".formatted(half), "1");
    Dataset data = OwnFiles.load(file, OwnFiles.SPLIT, Validation.WARN);
    assertThat(findings(data)).containsExactly("a.jsonl:3: not UTF-8");
    assertThat(data.train().get(2).text()).contains("\ufffd").doesNotContainPattern("[\\ud83d]");
    Path whole = json("\"\\ud83d\\ude00\"", "1");
    assertThat(OwnFiles.load(whole, OwnFiles.SPLIT, Validation.STRICT).train().get(2).text())
        .isEqualTo("😀");
  }
}
