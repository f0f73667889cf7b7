package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnFileTest {

  private static final OwnColumns REVIEWS =
      new OwnColumns("review", "stars", "", "", new HoldOut(0.1, 0.1));
  private static final OwnColumns SPLIT =
      new OwnColumns("review", "stars", "", "part", new HoldOut(0.1, 0.1));

  @TempDir private Path folder;

  private Dataset load(String name, String text, OwnColumns columns, Validation validation)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return load(file, columns, validation);
  }

  private static Dataset load(Path file, OwnColumns columns, Validation validation) {
    return Datasets.load(
        file.toString(),
        new DataSettings(Optional.of(columns), validation),
        ResolvedFiles.in(List.of()));
  }

  private static List<String> findings(Dataset dataset) {
    return dataset.report().findings().stream().map(Finding::toString).toList();
  }

  private static Set<String> texts(List<Example> rows) {
    return rows.stream().map(Example::text).collect(Collectors.toSet());
  }

  @Test
  void aCsvIsSplitByHashClassByClass() throws IOException {
    String rows =
        IntStream.range(0, 300)
            .mapToObj(i -> "%d,\"text, number %d\"\n".formatted(i % 3 == 0 ? 5 : 1, i))
            .collect(Collectors.joining());
    Dataset data = load("a.csv", "\ufeffstars,review\n" + rows, REVIEWS, Validation.STRICT);
    assertThat(data.manifest().labels()).containsExactly("1", "5");
    assertThat(data.manifest().labelDescriptions()).containsEntry("5", "5");
    assertThat(data.train()).hasSize(240);
    assertThat(data.validation()).hasSize(30).filteredOn(row -> row.label() == 1).hasSize(10);
    assertThat(data.test()).hasSize(30).filteredOn(row -> row.label() == 1).hasSize(10);
    Set<String> all = new HashSet<>(texts(data.train()));
    all.addAll(texts(data.validation()));
    all.addAll(texts(data.test()));
    assertThat(all).hasSize(300).contains("text, number 17");
    assertThat(load(folder.resolve("a.csv"), REVIEWS, Validation.DROP)).isEqualTo(data);
  }

  @Test
  void equalTextsOfAClassAreNotParted() throws IOException {
    List<String> rows = new ArrayList<>(List.of("review,stars"));
    IntStream.range(0, 400).forEach(i -> rows.add("text %d,%d".formatted(i % 40, i % 2)));
    Dataset data = load("a.csv", String.join("\n", rows), REVIEWS, Validation.STRICT);
    assertThat(texts(data.train())).doesNotContainAnyElementsOf(texts(data.test()));
    assertThat(texts(data.train())).doesNotContainAnyElementsOf(texts(data.validation()));
    assertThat(data.test()).isNotEmpty();
  }

  @Test
  void jsonLinesAndTsvReadAlikeWithAColumnThatSaysTheSplit() throws IOException {
    String json =
        """
        {"review": "good", "stars": 5, "part": "train"}
        {"review": "bad", "stars": 1, "part": "training"}

        {"review": "fine", "stars": 5, "part": "dev"}
        {"stars": 1, "part": "TEST", "review": "awful \\"thing\\""}
        """;
    String tsv =
        """
        stars\treview\tpart
        5\tgood\ttrain
        1\tbad\ttrain
        5\tfine\tvalidation
        1\tawful "thing"\ttest
        """;
    Dataset ofJson = load("a.jsonl", json, SPLIT, Validation.STRICT);
    Dataset ofTsv = load("a.tsv", tsv, SPLIT, Validation.STRICT);
    assertThat(ofJson.sha256()).isEqualTo(ofTsv.sha256());
    assertThat(ofJson.train())
        .containsExactly(new Example("good", "", 1), new Example("bad", "", 0));
    assertThat(ofJson.validation()).containsExactly(new Example("fine", "", 1));
    assertThat(ofJson.test()).containsExactly(new Example("awful \"thing\"", "", 0));
  }

  @Test
  void parquetReadsAsCsvDoes() throws Exception {
    String csv = "stars,review,part\n5,good,train\n1,\"a, b\",train\n5,,dev\n1,größer,test\n";
    Path parquet = parquet("SELECT * FROM read_csv('%s')", csv);
    Dataset ofCsv = load(folder.resolve("a.csv"), SPLIT, Validation.WARN);
    Dataset ofParquet = load(parquet, SPLIT, Validation.WARN);
    assertThat(ofParquet.sha256()).isEqualTo(ofCsv.sha256());
    assertThat(ofParquet.test()).containsExactly(new Example("größer", "", 0));
    assertThat(findings(ofParquet)).contains("a.parquet:3: empty text");
  }

  @Test
  void parquetRowsKeepTheirOrder() throws Exception {
    Path parquet =
        parquet(
            "SELECT 'text ' || i AS review, i %% 2 AS stars,"
                + " CASE i WHEN 0 THEN 'dev' WHEN 1 THEN 'test' ELSE 'train' END AS part"
                + " FROM range(300000) r(i)",
            "");
    List<Example> rows = load(parquet, SPLIT, Validation.WARN).train();
    assertThat(rows).hasSize(299_998);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).text()).isEqualTo("text " + (i + 2));
    }
  }

  @Test
  void faultyParquetIsRefused() throws Exception {
    Path parquet = parquet("SELECT 'a' AS \"Review\", 1 AS stars, 'train' AS part", "");
    assertThatThrownBy(() -> load(parquet, SPLIT, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Unknown column: review; known: Review, stars, part");
    assertThatThrownBy(() -> load("b.parquet", "review,stars\n", SPLIT, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("b.parquet as Parquet: ");
    assertThatThrownBy(() -> load("b[1].parquet", "", SPLIT, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("b[1].parquet: rename it");
  }

  @Test
  void foldersAboveParquetSayNothing() throws Exception {
    Path parquet =
        parquet(
            "SELECT * FROM read_csv('%s')",
            "stars,review,part\n1,good,train\n2,bad,train\n1,fine,dev\n2,poor,test\n");
    Path named = Files.createDirectory(folder.resolve("stars=5")).resolve("a.parquet");
    Files.copy(parquet, named);
    assertThat(load(named, SPLIT, Validation.WARN).manifest().labels()).containsExactly("1", "2");
    Files.move(
        parquet("SELECT 'a' AS review, 'train' AS part", ""), folder.resolve("stars=5/b.parquet"));
    assertThatThrownBy(() -> load(folder.resolve("stars=5/b.parquet"), SPLIT, Validation.WARN))
        .hasMessageEndingWith("Unknown column: stars; known: review, part");
  }

  /** Writes a query's rows; the query may name a CSV file of this text. */
  private Path parquet(String query, String csv) throws IOException, SQLException {
    Path table = Files.writeString(folder.resolve("a.csv"), csv);
    Path file = folder.resolve("a.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet)".formatted(query.formatted(table), file));
    }
    return file;
  }

  @Test
  void twoTextsMakeAPair() throws IOException {
    OwnColumns pairs = new OwnColumns("a", "same", "b", "part", new HoldOut(0.1, 0.1));
    String text = "a,b,same,part\nx,y,no,train\nv,w,yes,train\nx,w,no,dev\nv,y,no,test\n";
    Dataset data = load("a.csv", text, pairs, Validation.STRICT);
    assertThat(data.manifest().task()).isEqualTo("pair");
    assertThat(data.train()).containsExactly(new Example("x", "y", 0), new Example("v", "w", 1));
    assertThat(data.manifest().labels()).containsExactly("no", "yes");
  }

  private static final String FAULTY =
      """
      review,stars,part
      good,5,train
      bad,1,train
      ,1,train
      no stars,,train
      twice,5,train
      where,5,nowhere
      twice,5,test
      "held
      over",1,validation
      """;

  @Test
  void everyFindingNamesItsFileAndRow() throws IOException {
    Dataset data = load("a.csv", FAULTY, SPLIT, Validation.WARN);
    assertThat(findings(data))
        .containsExactly(
            "a.csv:4: empty text",
            "a.csv:5: no label",
            "a.csv:7: Unknown split: nowhere; known: train, validation, test",
            "a.csv:6: train row, in the test split too");
    assertThat(data.report().rows()).isEqualTo(8);
    assertThat(data.report().dropped()).isEqualTo(2);
    assertThat(texts(data.train())).containsExactlyInAnyOrder("good", "bad", "", "twice");
    assertThat(texts(data.validation())).containsExactly("held over");
  }

  @Test
  void aCellWithoutASplitIsToldLikeOneWithoutALabel() throws IOException {
    String csv = "review,stars,part\na,1,train\nb,5,train\nc,1,\nd,5, \ne,1,dev\nf,5,test\n";
    Dataset ofCsv = load("a.csv", csv, SPLIT, Validation.WARN);
    assertThat(findings(ofCsv)).containsExactly("a.csv:4: no split", "a.csv:5: no split");
    assertThat(ofCsv.report().dropped()).isEqualTo(2);
    String json =
        """
        {"review": "a", "stars": 1, "part": "train"}
        {"review": "b", "stars": 5, "part": "train"}
        {"review": "c", "stars": 1}
        {"review": "d", "stars": 5, "part": null}
        {"review": "e", "stars": 1, "part": "dev"}
        {"review": "f", "stars": 5, "part": "test"}
        """;
    assertThat(findings(load("a.jsonl", json, SPLIT, Validation.WARN)))
        .containsExactly("a.jsonl:3: no split", "a.jsonl:4: no split");
  }

  private static final String RAGGED =
      """
      review,stars,part
      good,5,train
      bad,1,train
      good film, really,5,train
      no split,1

      "a, b",1,dev
      fine,5,test
      """;

  @ParameterizedTest
  @EnumSource(names = {"WARN", "DROP"})
  void aRowWithAnotherNumberOfCellsIsLeftOut(Validation validation) throws IOException {
    Dataset csv = load("a.csv", RAGGED, SPLIT, validation);
    assertThat(findings(csv))
        .containsExactly(
            "a.csv:4: 4 cells; expected 3; quote a text that holds a comma",
            "a.csv:5: 2 cells; expected 3; quote a text that holds a comma");
    assertThat(csv.report().rows()).isEqualTo(6);
    assertThat(csv.report().dropped()).isEqualTo(2);
    assertThat(csv.manifest().labels()).containsExactly("1", "5");
    assertThat(texts(csv.train())).containsExactlyInAnyOrder("good", "bad");
    Dataset tsv =
        load("a.tsv", RAGGED.replace("\"a, b\"", "a b").replace(',', '\t'), SPLIT, validation);
    assertThat(findings(tsv))
        .containsExactly(
            "a.tsv:4: 4 cells; expected 3; no text may hold a tab or a line end",
            "a.tsv:5: 2 cells; expected 3; no text may hold a tab or a line end");
    assertThat(texts(tsv.train())).isEqualTo(texts(csv.train()));
  }

  @ParameterizedTest
  @EnumSource
  void aQuoteThatIsNotClosedIsRefused(Validation validation) {
    String csv = "stars,review,part\n5,good,train\n1,\"bad film,train\n5,fine,dev\n1,poor,test\n";
    for (String end : List.of(csv, csv + "\"\"", csv.strip())) {
      assertThatThrownBy(() -> load("a.csv", end, SPLIT, validation))
          .isInstanceOf(BadDataException.class)
          .hasMessageContainingAll("Failed to parse ", "a.csv: Unclosed quote")
          .hasMessageEndingWith(
              "starting at line 3); close every quote, and double those in a text");
    }
    String closed = csv.replace("film", "film\"") + "5,\"quoted at the end\",test";
    assertThatCode(() -> load("b.csv", closed, SPLIT, Validation.STRICT))
        .doesNotThrowAnyException();
  }

  @Test
  void raggedRowsAreRefusedWhereNothingMayBeWrong() {
    assertThatThrownBy(() -> load("a.csv", RAGGED, SPLIT, Validation.STRICT))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(
            "a.csv: 2 malformed row; first a.csv:4: 4 cells; expected 3; quote a text that"
                + " holds a comma");
  }

  @Test
  void whereTooFewRowsAreSoundTheFirstFindingIsTold() {
    String one = "review,stars\ngood,5\nbad, really,1\n";
    assertThatThrownBy(() -> load("a.csv", one, REVIEWS, Validation.WARN))
        .hasMessageEndingWith(
            "a.csv: every label is 5; expected at least two different labels; 1 malformed row; first"
                + " a.csv:3: 3 cells; expected 2; quote a text that holds a comma");
    String none = "review,stars,part\na,1,train\nb,2,train\nc,1,dev\nd,e,2,test\n";
    assertThatThrownBy(() -> load("b.csv", none, SPLIT, Validation.WARN))
        .hasMessageContaining("b.csv: no test rows; every split needs some")
        .hasMessageContaining("; first b.csv:5: 4 cells; expected 3; ");
  }

  @Test
  void droppingLeavesThemOutOfTheEarlierSplit() throws IOException {
    Dataset data = load("a.csv", FAULTY, SPLIT, Validation.DROP);
    assertThat(texts(data.train())).containsExactlyInAnyOrder("good", "bad");
    assertThat(texts(data.test())).containsExactly("twice");
    assertThat(data.report().dropped()).isEqualTo(4);
    assertThat(data.report().count(Finding.Kind.LEAKED)).isOne();
  }

  @Test
  void strictRefusesThem() {
    assertThatThrownBy(() -> load("a.csv", FAULTY, SPLIT, Validation.STRICT))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(
            "a.csv: 1 empty text, 1 unknown label, 1 unknown split, 1 in two splits;"
                + " first a.csv:4: empty text");
  }

  @Test
  void bytesThatAreNoUtf8AreFoundAndASoundReplacementCharacterIsNot() throws IOException {
    Path file = folder.resolve("a.csv");
    String text =
        "review,stars,part\nplain,1,train\nsound \ufffd,5,train\ncaf\u00e9,1,train\na,1,dev\nb,5,test\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("\u00c3\u00a9", "\u00e9");
    Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));
    Dataset kept = load(file, SPLIT, Validation.WARN);
    assertThat(findings(kept)).containsExactly("a.csv:4: not UTF-8");
    assertThat(texts(kept.train())).contains("caf\ufffd", "sound \ufffd");
    assertThat(texts(load(file, SPLIT, Validation.DROP).train()))
        .containsExactlyInAnyOrder("plain", "sound \ufffd");
  }

  @Test
  void aRowWhoseLabelIsNoUtf8IsLeftOut() throws IOException {
    Path file = folder.resolve("a.csv");
    String text =
        """
        review,stars,part
        a,bon,train
        b,mal,train
        r\u00e9,n\u00e9gatif,train
        d,n\u00e8gatif,dev
        e,bon,dev
        f,mal,test
        g,mal,d\u00e9v
        """;
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    Dataset data = load(file, SPLIT, Validation.WARN);
    assertThat(data.manifest().labels()).containsExactly("bon", "mal");
    assertThat(findings(data))
        .containsExactly(
            "a.csv:4: the label is not UTF-8",
            "a.csv:5: the label is not UTF-8",
            "a.csv:8: Unknown split: d\ufffdv; known: train, validation, test");
    assertThat(data.report().dropped()).isEqualTo(3);
    assertThatThrownBy(() -> load(file, SPLIT, Validation.STRICT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("a.csv: 2 not UTF-8, 1 unknown split; first a.csv:4: the label");
  }

  @Test
  void aRowThatIsLeftOutMakesNoClass() throws IOException {
    String text =
        """
        review,stars,part
        a,1,train
        b,2,train
        not labelled,-1,unsup
        d,1,dev
        c,2,test
        ,0,train
        c,3,train
        """;
    Dataset kept = load("a.csv", text, SPLIT, Validation.WARN);
    assertThat(kept.manifest().labels()).containsExactly("0", "1", "2", "3");
    Dataset data = load("a.csv", text, SPLIT, Validation.DROP);
    assertThat(data.manifest().labels()).containsExactly("1", "2");
    assertThat(data.train()).containsExactly(new Example("a", "", 0), new Example("b", "", 1));
    assertThat(data.test()).containsExactly(new Example("c", "", 1));
    assertThat(data.report().count(Finding.Kind.LEAKED)).isOne();
    assertThat(data.report().count(Finding.Kind.NO_TRAINING_ROW)).isZero();
  }

  @Test
  void labelsOfRowsThatAreLeftOutAreNotTooMany() throws IOException {
    String text = "review,stars,part\na,1,train\nb,2,train\nd,1,dev\nc,2,test\n";
    String unlabelled =
        IntStream.range(0, 1100)
            .mapToObj(i -> "e,id %d,unsup\n".formatted(i))
            .collect(Collectors.joining());
    assertThat(load("a.csv", text + unlabelled, SPLIT, Validation.WARN).manifest().labels())
        .containsExactly("1", "2");
  }

  @Test
  void aClassWithoutATrainingRowIsFound() throws IOException {
    String text = "review,stars,part\na,1,train\nb,2,train\nd,1,dev\nc,3,test\n";
    assertThat(findings(load("a.csv", text, SPLIT, Validation.WARN)))
        .containsExactly("a.csv: class 3 has no training row");
  }

  @Test
  void aSplitWithoutRowsIsRefused() {
    String text = "review,stars,part\na,1,train\nb,2,train\nc,1,test\n";
    assertThatThrownBy(() -> load("a.csv", text, SPLIT, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("a.csv: no validation rows; every split needs some");
    OwnColumns allTrained = new OwnColumns("review", "stars", "", "", HoldOut.NONE);
    assertThatThrownBy(() -> load("b.csv", text, allTrained, Validation.WARN))
        .hasMessageContaining("b.csv: no validation rows");
  }

  @Test
  void aFileThatTheSystemDoesNotGiveIsRefused() throws IOException {
    Path unreadable = Path.of("/proc/self/mem"); // Fails to be read, even for root.
    assumeTrue(Files.isRegularFile(unreadable), "no file that cannot be read");
    Path file = Files.createSymbolicLink(folder.resolve("a.csv"), unreadable);
    String message =
        "Cannot read %s: Input/output error; see that it can be read here".formatted(file);
    assertThatThrownBy(() -> load(file, REVIEWS, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessage(message);
    DataSettings settings = new DataSettings(Optional.of(REVIEWS), Validation.WARN);
    assertThatThrownBy(() -> Datasets.check(file.toString(), settings, ResolvedFiles.in(List.of())))
        .isInstanceOf(BadDataException.class)
        .hasMessage(message);
    Files.delete(file);
    assertThat(OwnFile.unreadable("/a.csv", new AccessDeniedException("/a.csv")))
        .hasMessage("Cannot read /a.csv: no permission; see that it can be read here");
  }

  @Test
  void aTableThatCannotBeReadIsRefused() {
    assertThatThrownBy(() -> load("a.csv", "text,stars\na,1\n", REVIEWS, Validation.WARN))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("a.csv:1: Unknown column: review; known: text, stars");
    assertThatThrownBy(() -> load("a.jsonl", "{\"review\": 1}\n", REVIEWS, Validation.WARN))
        .hasMessageEndingWith("a.jsonl: Unknown column: stars; known: review");
    assertThatThrownBy(() -> load("a.jsonl", "{\"review\":", REVIEWS, Validation.WARN))
        .hasMessageContaining("a.jsonl:1: Failed to parse JSON");
    assertThatThrownBy(() -> load("a.csv", "", REVIEWS, Validation.WARN))
        .hasMessageEndingWith("a.csv: it is empty");
    assertThatThrownBy(() -> load("a.csv", "review,stars\na,1\n", REVIEWS, Validation.WARN))
        .hasMessageEndingWith("a.csv: every label is 1; expected at least two different labels");
    assertThatThrownBy(() -> load(folder.resolve("b.csv"), REVIEWS, Validation.WARN))
        .hasMessage("Cannot find the data file " + folder.resolve("b.csv"));
    String many =
        IntStream.range(0, 1100).mapToObj(i -> "a,%d\n".formatted(i)).collect(Collectors.joining());
    assertThatThrownBy(() -> load("a.csv", "review,stars\n" + many, REVIEWS, Validation.WARN))
        .hasMessageContaining("more than 1000 different values; expected classes");
  }
}
