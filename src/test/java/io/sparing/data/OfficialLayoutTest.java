package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.sources.ArchiveMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Manifests of files that no test may download read rows in the layout that those who publish them
 * describe. The rows are the test's own.
 */
class OfficialLayoutTest {

  private static final int ROWS = 40;

  @TempDir Path folder;

  @Test
  void sst2IsSentenceAndLabel() throws IOException {
    Dataset sst2 =
        load(
            "glue-sst-2",
            Map.of(
                "SST-2/train.tsv",
                "sentence\tlabel\n" + rows(row -> "phrase %d \t%d".formatted(row, row % 2)),
                "SST-2/dev.tsv",
                "sentence\tlabel\na \"fine\" film . \t1\n"));
    assertHeldOut(sst2);
    assertThat(sst2.test()).containsExactly(new Example("a \"fine\" film .", "", 1));
  }

  @Test
  void qnliIsIndexQuestionSentenceAndLabel() throws IOException {
    String header = "index\tquestion\tsentence\tlabel\n";
    Dataset qnli =
        load(
            "glue-qnli",
            Map.of(
                "QNLI/train.tsv",
                header
                    + rows(
                        row ->
                            "%d\tWhy %d?\tSo.\t%s"
                                .formatted(
                                    row, row, row % 2 == 0 ? "entailment" : "not_entailment")),
                "QNLI/dev.tsv",
                header + "0\tWho?\tNobody.\tnot_entailment\n"));
    assertHeldOut(qnli);
    assertThat(qnli.test()).containsExactly(new Example("Who?", "Nobody.", 1));
  }

  @Test
  void mrpcIsQualityAndTwoStrings() throws IOException {
    String header = "\ufeffQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n";
    Dataset mrpc =
        load(
            "glue-mrpc",
            Map.of(
                "glue/msr_paraphrase_train.txt",
                header + rows(row -> "%d\t1\t2\tIt is %d.\tIt was.".formatted(row % 2, row)),
                "glue/msr_paraphrase_test.txt",
                header + "1\t3\t4\tHe said \"no.\tNo, he said.\n"));
    assertHeldOut(mrpc);
    assertThat(mrpc.test()).containsExactly(new Example("He said \"no.", "No, he said.", 1));
  }

  @Test
  void agNewsIsClassTitleAndDescription() throws IOException {
    Dataset news =
        load(
            "ag-news-120k",
            Map.of(
                "agnews/train.csv",
                rows(row -> "\"%d\",\"Title\",\"Item %d\"".formatted(1 + row % 4, row)),
                "agnews/test.csv",
                "\"4\",\"Title\",\"A \"\"new\"\" thing, it #39;s new\"\n"));
    assertHeldOut(news);
    assertThat(news.test()).containsExactly(new Example("A \"new\" thing, it's new", "", 3));
  }

  @Test
  void squadHasQuestionsToLearnFromAndToMeasureOn() throws IOException {
    SourceFiles files =
        files(
            Map.of(
                "squad2/train-v2.0.json",
                squad("one", "{\"text\":\"Rome\",\"answer_start\":3}"),
                "squad2-full/dev-v2.0.json",
                squad("two", "")));
    assertThat(Datasets.questions("squad-2-full", Split.TRAIN, files))
        .containsExactly(
            new Question("one", "Where?", "In Rome.", List.of(new Question.Answer("Rome", 3))));
    assertThat(Datasets.questions("squad-2-full", Split.TEST, files))
        .containsExactly(new Question("two", "Where?", "In Rome.", List.of()));
    assertThat(Datasets.questions("squad-2-full", Split.VALIDATION, files)).isEmpty();
  }

  @Test
  void everyOfficialFileHasAnAddressAndAPathOfItsOwnContent() {
    Map<String, String> sums =
        Datasets.known().values().stream()
            .flatMap(manifest -> manifest.files().stream())
            .collect(
                Collectors.toMap(
                    DataFile::path, DataFile::sha256, (a, b) -> a.equals(b) ? a : "two"));
    assertThat(sums).doesNotContainValue("two");
    for (String name :
        List.of("glue-sst-2", "glue-mrpc", "glue-qnli", "ag-news-120k", "squad-2-full")) {
      assertThat(Datasets.find(name).files())
          .allSatisfy(file -> assertThat(file.address()).startsWith("https://"));
    }
  }

  private Dataset load(String name, Map<String, String> texts) throws IOException {
    Dataset dataset = Datasets.load(name, DataSettings.DEFAULT, files(texts));
    assertThat(dataset.report().clean()).isTrue();
    return dataset;
  }

  private static void assertHeldOut(Dataset dataset) {
    assertThat(dataset.train().size() + dataset.validation().size()).isEqualTo(ROWS);
    assertThat(dataset.validation()).hasSize(ROWS / 10);
  }

  private static String rows(Function<Integer, String> row) {
    return IntStream.range(0, ROWS).boxed().map(row).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String squad(String id, String answer) {
    return """
    {"version":"v2.0","data":[{"title":"Rome","paragraphs":[{"context":"In Rome.","qas":[
      {"id":"%s","question":"Where? ","answers":[%s],"is_impossible":false}]}]}]}"""
        .formatted(id, answer);
  }

  /** Files by their path, or their name in an archive. */
  private SourceFiles files(Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = folder.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
    return (dataset, file) ->
        folder.resolve(file.archived().map(ArchiveMember::name).orElse(file.path()));
  }
}
