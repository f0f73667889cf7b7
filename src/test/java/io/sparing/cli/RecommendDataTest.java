package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.look.LandmarkRunner;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.selector.Trials;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RecommendDataTest {

  private static final Provenance NOWHERE =
      new Provenance("", "", "", "", "", "", 1, "cpu", "", "", 1, Instant.EPOCH, Instant.EPOCH);

  @TempDir private Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int run(LandmarkRunner runner, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(
            new RecommendCommand(
                folder.resolve("results"), folders -> List.of(), environment -> runner))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private int run(String... arguments) {
    return run(
        spec -> {
          throw new AssertionError("no trial runs without --look closely");
        },
        arguments);
  }

  private String reviews() throws IOException {
    List<String> lines = new ArrayList<>(List.of("review,stars,title"));
    for (int i = 0; i < 1000; i++) {
      lines.add(
          "it was the best of the films that you have seen %d,%d,the title of %d"
              .formatted(i, i % 2 == 0 ? 5 : 1 + i % 4, i));
    }
    return Files.write(folder.resolve("reviews.csv"), lines).toString();
  }

  private static LandmarkRunner reaching(double accuracy) {
    return spec -> {
      Measurements measured =
          Measurements.NONE.with(Metric.ACCURACY, accuracy).with(Metric.TEST_EXAMPLES_USED, 200);
      return new TrialResult(spec, Status.OK, null, "", measured, List.of(), List.of(), NOWHERE);
    };
  }

  private String learned(List<TrialResult> trials) {
    Path learned = folder.resolve("learned");
    new CommandLine(new LearnCommand(folders -> trials))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(folder.toString(), "--out=" + learned);
    return "--rules=" + learned.resolve("rules.json");
  }

  @Test
  void readsTheTaskTheClassesAndTheExamples() throws IOException {
    assertThat(run("--data", reviews(), "--text=review", "--label=stars")).isZero();
    assertThat(out.toString())
        .contains("reviews.csv: 1,000 rows, read in ")
        .contains("Task          classification (read): one text a row")
        .contains("Classes       3 (read): numbers from 2 to 5, as of stars")
        .contains("Balance       largest 5 with 50.0 %")
        .contains("Examples      800 (read): 100 and 100 rows are held out")
        .contains("Lengths       12, 12, 12 words, ")
        .contains("Duplicates    0 rows repeat")
        .contains("For           classification, cpu, memory ")
        .contains(", examples 800");
    assertThat(err.toString()).doesNotContain("--examples");
  }

  @Test
  void whatIsGivenCountsInPlaceOfWhatIsRead() throws IOException {
    assertThat(
            run(
                "--data=" + reviews(),
                "--text=review",
                "--label=stars",
                "--text-pair=title",
                "--task=qa",
                "--classes=7",
                "--examples=50"))
        .isZero();
    assertThat(out.toString())
        .contains("Task          qa (given); read: pair, two texts a row")
        .contains("Classes       7 (given); read: 3, ")
        .contains("Examples      50 (given); read: 800, ")
        .contains("For           qa, cpu");
  }

  @Test
  void itsJsonSaysWhatWasReadAndGiven() throws IOException {
    assertThat(
            run(
                reaching(0.5),
                "--data=" + reviews(),
                "--text=review",
                "--label=stars",
                "--examples=50",
                "--look=closely",
                "--format=json"))
        .isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject data = json.getAsJsonObject("data");
    assertThat(data.get("rows").getAsInt()).isEqualTo(1000);
    assertThat(data.getAsJsonArray("given").toString()).isEqualTo("[\"examples\"]");
    assertThat(json.getAsJsonObject("environment").get("examples").getAsInt()).isEqualTo(50);
    assertThat(json.getAsJsonArray("landmarks").get(0).getAsJsonObject().get("right").getAsInt())
        .isEqualTo(100);
    assertThat(json.get("looking_seconds").getAsDouble()).isPositive();
  }

  @Test
  void landmarksAreAFloorForTheAnswer() throws IOException {
    String rules = learned(Trials.world("ag-news", "mrpc", "sst-2"));
    String[] question = {
      "--data=" + reviews(), "--text=review", "--label=stars", "--look=closely", rules
    };
    assertThat(run(reaching(0.6), question)).isZero();
    assertThat(out.toString())
        .contains("minilm-l6 · few-shot k=8 · fp32")
        .contains("60.0 %  120/200  53 to 67 %")
        .containsPattern("reaches 60.0 % \\(120/200\\) at once; the answer is expected at \\d\\d")
        .contains("its mean over 3 other data sets")
        .containsPattern("Needs +training budget .* of looking")
        .doesNotContain("easier than those");
    assertThat(run(reaching(0.99), question)).isZero();
    assertThat(out.toString())
        .containsPattern("Caution .*reaches 99.0 % \\(198/200\\) at once, more than the .* easier");
  }

  @Test
  void landmarksThatFailDoNotStopTheAnswer() throws IOException {
    assertThat(
            run(
                spec -> Failures.result(spec, FailureCategory.ERROR, "no luck today", NOWHERE),
                "--data=" + reviews(),
                "--text=review",
                "--label=stars",
                "--look=closely"))
        .isZero();
    assertThat(out.toString())
        .contains("few-shot k=8 · fp32 failed: no luck today")
        .contains("No landmark was reached")
        .contains("Strategy ");
  }

  @Test
  void aColumnThatIsNotThereIsSuggested() throws IOException {
    assertThat(run("--data=" + reviews())).isEqualTo(2);
    assertThat(err.toString())
        .contains("Unknown column: text; known: review, stars, title")
        .contains("; try --text review --label stars; or ask without the data");
  }

  @Test
  void whatCannotBeLearnedIsRefusedWithWhatToDo() throws IOException {
    Path one = folder.resolve("one.csv");
    Files.writeString(one, "text,label\n" + "a text,good\n".repeat(30));
    assertThat(run("--data=" + one)).isEqualTo(2);
    assertThat(err.toString())
        .contains("every label is good; expected at least two different labels")
        .contains("see that --text and --label name the right columns")
        .contains("ask without the data, with --task and --examples");
    Files.writeString(one, "text,label\n" + "a text,\n".repeat(30));
    assertThat(run("--data=" + one)).isEqualTo(2);
    assertThat(err.toString()).contains("no row has a label");
    Files.writeString(one, "text,label\na,x\nb,y\n");
    assertThat(run("--data=" + one)).isEqualTo(2);
    assertThat(err.toString()).contains("every split needs some", "it has 2 rows in all");
  }

  @Test
  void aQuestionNeedsATaskOrData() throws IOException {
    assertThat(run("--examples=10k")).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot recommend without a task", "--task", "--data");
    assertThat(run("--task=pair", "--label=stars", "--look=closely")).isEqualTo(2);
    assertThat(err.toString()).contains("Invalid --look, --label: there are no data to look at");
    assertThat(run("--data=" + reviews(), "--look=hard")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown look: hard; known: briefly, closely");
    assertThat(run("--data=" + reviews(), "--hardware=gpu")).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot recommend for a gpu without --memory");
    assertThat(run("--data=squad-2")).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot look at squad-2: its task is qa");
  }

  @Test
  void aPublishedDataSetIsLookedAtByItsName() {
    assertThat(run("--data=wordnet-topic", "--memory=4GB")).isZero();
    assertThat(out.toString())
        .contains("Data          wordnet-topic: ")
        .contains("Task          classification (read)")
        .contains("Classes       12 (read)");
  }
}
