package io.sparing.data;

import static io.sparing.data.OwnFiles.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what their names say, and rows and columns that could be read in two ways. */
class TableFilesTest {

  private static final String ROWS = "text,label,part\na,1,train\nb,0,train\nc,1,dev\nd,0,test\n";

  @TempDir private Path folder;

  private Dataset load(String name, String text) throws IOException {
    return OwnFiles.load(
        Files.writeString(folder.resolve(name), text), OwnFiles.SPLIT, Validation.WARN);
  }

  private void assertRefused(String name, byte[] bytes, String words) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    assertThatThrownBy(() -> OwnFiles.load(file, OwnFiles.SPLIT, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, '\ufeff'", "UTF-16BE, '\ufeff'", "UTF-16LE, ''", "UTF-16BE, ''",
    "UTF-32LE, '\ufeff'", "UTF-32BE, '\ufeff'", "UTF-32LE, ''", "UTF-32BE, ''",
  })
  void otherEncodingsAreNamed(String encoding, String mark) throws IOException {
    String words = "a.csv: it is %s, expected UTF-8 text; ".formatted(encoding.substring(0, 6));
    assertRefused("a.csv", (mark + ROWS).getBytes(Charset.forName(encoding)), words);
  }

  @Test
  void packedFilesAndOtherFormatsAreNamed() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }
    assertRefused("a.csv", gzip.toByteArray(), "a.csv: it is gzip, expected UTF-8 text; unpack it");
    assertRefused("a.jsonl", gzip.toByteArray(), "it is gzip");
    assertRefused("a.parquet", gzip.toByteArray(), "it is gzip, expected Parquet");
    assertRefused("a.tsv", zip("a.tsv"), "it is zip, expected UTF-8 text");
    assertRefused("a.csv", zip("[Content_Types].xml"), "it is a spreadsheet, expected UTF-8 text");
    assertRefused(
        "a.csv", "PAR1....PAR1".getBytes(StandardCharsets.UTF_8), "it is Parquet, expected UTF-8");
    assertRefused(
        "a.csv",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
            .getBytes(StandardCharsets.UTF_8),
        "it is a Git LFS pointer, expected UTF-8 text; run git lfs pull");
    assertRefused(
        "a.parquet",
        "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8),
        "it is a Git LFS pointer, expected Parquet");
    assertRefused(
        "a.csv", "\n<!DOCTYPE html>\n".getBytes(StandardCharsets.UTF_8), "it is HTML, expected");
    assertRefused("a.csv", "SQLite format 3\0".getBytes(StandardCharsets.UTF_8), "it is SQLite");
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(1);
    }
    return bytes.toByteArray();
  }

  @Test
  void noControlCharacterOfAFileReachesTheTerminal() throws IOException {
    String odd = "te\u001b[31mxt,la\u0000bel,\u009bx\n1,2,3\n";
    assertRefused(
        "a.csv",
        odd.getBytes(StandardCharsets.UTF_8),
        "known: te\\u001b[31mxt, la\\u0000bel, \\u009bx");
    assertRefused(
        "a.jsonl", "{\"\u001b\": \u001b}".getBytes(StandardCharsets.UTF_8), "a.jsonl:1: Failed to");
    assertRefused("b.csv", ("x".repeat(5000) + ",b\n").getBytes(StandardCharsets.UTF_8), "x…x");
    assertThat(findings(load("c.csv", ROWS + "e,1,\u001bno" + "w".repeat(500) + "here\n")))
        .singleElement()
        .satisfies(words -> assertThat(words).hasSizeLessThan(220).doesNotContain("\u001b"));
  }

  @Test
  void aFolderIsNamedWithWhatIsInIt() throws IOException {
    Path spark = Files.createDirectory(folder.resolve("out.parquet"));
    Files.writeString(spark.resolve("_SUCCESS"), "");
    Files.writeString(spark.resolve("part-00000.parquet"), "");
    assertThatThrownBy(() -> OwnFiles.load(spark, OwnFiles.SPLIT, Validation.WARN))
        .hasMessage(
            "Cannot read %1$s: it is a folder; name one file, such as %1$s/part-00000.parquet"
                .formatted(spark));
    Files.writeString(spark.resolve("part-00001.parquet"), "");
    assertThatThrownBy(() -> OwnFiles.load(spark, OwnFiles.SPLIT, Validation.WARN))
        .hasMessageContaining("it has 2, which are to be written as one (in Spark: coalesce(1))");
  }

  @Test
  void aCellThatIsTooLongIsSaidToBe() throws IOException {
    String cell = "word ".repeat(3_500_000);
    assertThatThrownBy(() -> load("a.csv", ROWS + '"' + cell + "\",1,train\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(
            "a.csv:6: Cannot read the row: its line is longer than 16,777,216 characters;"
                + " shorten its texts");
    assertThatThrownBy(
            () -> load("c.csv", ROWS + '"' + "a line\n".repeat(2_500_000) + "\",1,train\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(
            "c.csv: a cell of the row at line 6 is longer than 16,777,216 characters; shorten its"
                + " text, or close its quote where that is never closed");
    assertThatThrownBy(() -> load("a.tsv", "text\tlabel\tpart\n" + cell + "\t1\ttrain\n"))
        .hasMessageContaining("a.tsv:2: Cannot read the row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv"})
  void aLoneCarriageReturnIsInsideARow(String ending) throws IOException {
    String rows =
        "text,label,part\na\rx,1,train\r\nb\ry,0,train\nc,1,dev\r\n\rd\r,0,test\n"
            .replace(",", ending.equals("csv") ? "," : "\t");
    Dataset data = load("a." + ending, rows);
    assertThat(findings(data)).isEmpty();
    assertThat(data.train()).extracting(Example::text).containsExactly("a x", "b y");
    assertThat(data.test()).containsExactly(new Example("d", "", 0));
    assertThat(data.places().of(Split.TEST, 0)).isEqualTo("a.%s:5".formatted(ending));
  }

  @Test
  void rowsOfOldMacsEndWithOne() throws IOException {
    assertThat(load("a.csv", ROWS.replace('\n', '\r')).train()).hasSize(2);
    String tsv = ROWS.replace('\n', '\r').replace(',', '\t');
    assertThat(load("a.tsv", tsv).sha256()).isEqualTo(load("b.csv", ROWS).sha256());
  }

  @Test
  void aRowEndIsFoundWhereverABufferEnds() throws IOException {
    for (int length = (1 << 16) - 3; length <= (1 << 16) + 3; length++) {
      String text = "x".repeat(length);
      Dataset crlf =
          load("a.tsv", (ROWS + text + ",1,train\n").replace(",", "\t").replace("\n", "\r\n"));
      assertThat(crlf.train().get(2).text()).isEqualTo(text);
      Dataset lone = load("b.tsv", (ROWS + text + "\ry,1,train\n").replace(",", "\t"));
      assertThat(lone.train().get(2).text()).isEqualTo(text + " y");
    }
  }

  @Test
  void columnsOfOneNameAreRefused() throws IOException {
    for (String header :
        List.of("text,label,label", "text,label,\u00a0label ", "text,label,\ufefflabel")) {
      assertRefused(
          "a.csv",
          (header + ",part\na,1,0,train\n").getBytes(StandardCharsets.UTF_8),
          "; 2 have the name label, as numbers 2 and 3; give each a name of its own");
      assertRefused(
          "a.tsv",
          (header + ",part\na,1,0,train\n").replace(",", "\t").getBytes(StandardCharsets.UTF_8),
          "; 2 have the name label, as numbers 2 and 3");
    }
    String unused =
        """
        x,x,text,label,part
        1,2,a,1,train
        1,2,b,0,train
        1,2,c,1,dev
        1,2,d,0,test
        """;
    assertThat(load("b.csv", unused).train()).hasSize(2);
    assertRefused(
        "a.jsonl",
        "{\"text\": \"a\", \"label\": 1, \"text\": \"b\"}".getBytes(StandardCharsets.UTF_8),
        "a.jsonl:1: Invalid row: two values have the name text");
  }

  @Test
  void columnsOfParquetThatDifferByCaseAreKeptApart() throws Exception {
    Path file = parquet("'upper' AS \"Text\", 'lower' AS xext, 'x' AS text_1", "xext", "text");
    List<String> texts = new ArrayList<>();
    for (String column : List.of("text", "Text", "text_1")) {
      Columns columns = new Columns(true, column, "", "", "");
      RowReader.read(file, FileFormat.PARQUET, columns, row -> texts.add(row.text()));
    }
    assertThat(texts).containsExactly("lower", "upper", "x");
  }

  @Test
  void columnsOfParquetOfOneNameAreRefused() throws Exception {
    Path file = parquet("'a' AS text, {'b': 'c'} AS d, 1 AS label, 2 AS lxbel", "lxbel", "label");
    assertThatThrownBy(() -> OwnFiles.load(file, OwnFiles.COLUMNS, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(
            "a.parquet: Invalid columns: text, d, label, label; 2 have the name label, as numbers 3"
                + " and 4; give each a name of its own");
  }

  /** DuckDB makes names differ, so one is changed in the file that it wrote. */
  private Path parquet(String columns, String written, String name) throws Exception {
    Path file = folder.resolve("a.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT %s) TO '%s' (FORMAT parquet)".formatted(columns, file));
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Files.writeString(file, bytes.replace(written, name), StandardCharsets.ISO_8859_1);
  }

  @Test
  void anObjectMayLackAColumnThatAnotherHas() throws IOException {
    Dataset data =
        load(
            "a.jsonl",
            """
            {"id": 0, "label": 1, "part": "train"}
            {"text": "a", "label": 1, "part": "train"}
            {"text": "b", "label": 0, "part": "train"}
            {"text": "c", "label": 1, "part": "dev"}
            {"text": "d", "label": 0, "part": "test"}
            """);
    assertThat(findings(data)).containsExactly("a.jsonl:1: empty text");
    assertRefused(
        "b.jsonl",
        "{\"id\": 0, \"label\": 1}\n{\"sentence\": \"x\"}\n".getBytes(StandardCharsets.UTF_8),
        "b.jsonl: Unknown column: text; known: id, label, sentence");
  }

  @Test
  void oneJsonDocumentIsNoJsonLines() throws IOException {
    assertRefused(
        "a.jsonl",
        "[\n{\"text\": 1}\n]".getBytes(StandardCharsets.UTF_8),
        "expected an object a line");
    assertRefused(
        "a.jsonl",
        "{\n\"text\": 1}\n".getBytes(StandardCharsets.UTF_8),
        "expected an object a line");
    assertRefused(
        "a.jsonl",
        "{\"a\": 1} {\"a\": 2}".getBytes(StandardCharsets.UTF_8),
        "expected an object a line");
    assertRefused(
        "a.jsonl",
        "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
        "expected an object a line");
    assertRefused(
        "a.jsonl",
        ("{\"x\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
        "expected an object a line");
  }

  @Test
  void aColumnIsAskedForOnce() throws IOException {
    OwnColumns twice = new OwnColumns("text", "label", "text", "", OwnFiles.TENTHS);
    Path file = Files.writeString(folder.resolve("a.csv"), ROWS);
    assertThatThrownBy(() -> OwnFiles.load(file, twice, Validation.WARN))
        .hasMessage(
            "Invalid columns of %s: text and text_pair are both text; expected different columns"
                .formatted(file));
  }
}
