package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.sparing.measure.Metric;
import io.sparing.model.TinyFolder;
import io.sparing.plan.ResolvedTrial;
import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.Teachers;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.TrialSpecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny students of tiny teachers. Each reports its progress once a step, and takes three. */
class SharedTeacherTest {

  private static final int STEPS = 3;

  @TempDir private Path folder;

  private Path table;
  private String teacher;
  private String student;
  private LocalTrialRunner sharing;
  private final List<Double> shares = new ArrayList<>();

  @BeforeEach
  void writeModels() throws IOException {
    table = Files.write(folder.resolve("texts.csv"), rows());
    teacher = TinyFolder.write(folder.resolve("teacher"), "bert");
    student = TinyFolder.write(folder.resolve("student"), "distilbert");
    sharing = runner(TeacherFiles.of(TeacherFiles.environment(folder.resolve("teachers"))));
  }

  private static List<String> rows() {
    List<String> rows = new ArrayList<>(List.of("text,label"));
    for (int row = 0; row < 120; row++) {
      String word = row % 2 == 0 ? "a b c" : "x y z";
      rows.add("%s %c %c,%d".formatted(word, 'a' + row % 26, 'a' + row / 26, row % 2));
    }
    return rows;
  }

  private static LocalTrialRunner runner(TeacherFiles teachers) {
    return new LocalTrialRunner(
        new Workplace(Device.cpu(), 1, ModelSaving.of(Map.of()), teachers, Controls.NONE),
        ResolvedTrial::of);
  }

  private TrialSpec spec(double temperature) {
    return TrialSpecs.spec(
        Map.of(
            "dataset",
            table.toString(),
            "test_ratio",
            0.3,
            "strategy",
            "distillation",
            "model",
            student,
            "teacher",
            teacher,
            "temperature",
            temperature,
            "train_examples",
            48,
            "test_examples",
            24,
            "max_length",
            16,
            "epochs",
            1));
  }

  private TrialSpec teacherTrial() {
    return Teachers.of(spec(2)).orElseThrow();
  }

  private Path own() {
    return folder.resolve("teachers").resolve(teacherTrial().id());
  }

  private TrialResult run(LocalTrialRunner runner, TrialSpec spec) {
    shares.clear();
    TrialResult result = runner.run(spec, shares::add);
    assertThat(result.status()).as(result.message()).isEqualTo(Status.OK);
    return result;
  }

  private void teach() throws IOException {
    shares.clear();
    TrialResult result = sharing.teach(teacherTrial(), shares::add);
    assertThat(result.status()).as(result.message()).isEqualTo(Status.OK);
  }

  private static double value(TrialResult result, Metric metric) {
    return result.measurements().find(metric).orElseThrow();
  }

  @Test
  void studentsLearnTheSameOfASharedTeacherThatIsTrainedOnce() throws IOException {
    TrialResult alone = run(runner(TeacherFiles.of(Map.of())), spec(2));
    assertThat(shares).hasSize(2 * STEPS);
    teach();
    assertThat(shares).hasSize(STEPS);
    teach();
    assertThat(shares).isEmpty();
    TrialResult shared = run(sharing, spec(2));
    assertThat(shares).hasSize(STEPS);
    assertThat(shared.curve())
        .extracting(CurvePoint::trainLoss)
        .isEqualTo(alone.curve().stream().map(CurvePoint::trainLoss).toList())
        .isNotEmpty();
    for (Metric metric : List.of(Metric.ACCURACY, Metric.TEST_LOSS, Metric.VALIDATION_ACCURACY)) {
      assertThat(value(shared, metric)).as(metric.column()).isEqualTo(value(alone, metric));
    }
    run(sharing, spec(3));
    assertThat(shares).hasSize(STEPS);
  }

  @Test
  void itsCostCountsForEachStudent() throws IOException {
    teach();
    Path description = own().resolve(TeacherFiles.DESCRIPTION);
    Files.writeString(
        description,
        Files.readString(description)
            .replaceFirst("\"train_seconds\":[^,}]*", "\"train_seconds\":7200.5")
            .replaceFirst("\"peak_host_bytes\":[^,}]*", "\"peak_host_bytes\":1000000000000000"));
    TrialResult result = run(sharing, spec(2));
    assertThat(shares).hasSize(STEPS);
    assertThat(value(result, Metric.TRAIN_SECONDS)).isBetween(7200.5, 7800.0);
    assertThat(value(result, Metric.TOTAL_SECONDS))
        .isGreaterThan(value(result, Metric.TRAIN_SECONDS));
    result
        .measurements()
        .find(Metric.PEAK_HOST_BYTES)
        .ifPresent(bytes -> assertThat(bytes).isEqualTo(1e15));
  }

  @Test
  void oneThatIsMissingOrDamagedIsTrainedByTheStudentAndLeftForOthers() throws IOException {
    trainsAnew();
    Path weights = own().resolve(TeacherFiles.WEIGHTS);
    byte[] whole = Files.readAllBytes(weights);
    byte[] flipped = whole.clone();
    flipped[flipped.length - 1] ^= 1;
    Files.write(weights, flipped);
    trainsAnew();
    assertThat(weights).hasBinaryContent(whole);
    Files.write(weights, new byte[100]);
    trainsAnew();
    Path description = own().resolve(TeacherFiles.DESCRIPTION);
    String text = Files.readString(description);
    Files.writeString(description, text.substring(0, text.length() / 2));
    trainsAnew();
    Files.writeString(description, text.replaceFirst("\"data_sha256\":\".", "\"data_sha256\":\"x"));
    trainsAnew();
    run(sharing, spec(2));
    assertThat(shares).hasSize(STEPS);
  }

  private void trainsAnew() {
    run(sharing, spec(2));
    assertThat(shares).hasSize(2 * STEPS);
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNoStudent() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    LocalTrialRunner nowhere = runner(new TeacherFiles(Optional.of(file)));
    run(nowhere, spec(2));
    assertThat(shares).hasSize(2 * STEPS);
    shares.clear();
    assertThatThrownBy(() -> nowhere.teach(teacherTrial(), shares::add))
        .isInstanceOf(IOException.class);
    assertThat(shares).isEmpty();
  }

  @Test
  void aWriterThatFailsLeavesNoHalfTeacher() throws IOException {
    TeacherFiles files = new TeacherFiles(Optional.of(folder));
    TrainingOrigin origin = new TrainingOrigin(teacherTrial(), "cpu", "1", "2");
    TensorData good = TensorData.floats(new float[] {1, 2, 3}, 3);
    TensorData bad =
        TensorData.computed(
            DataType.FLOAT32,
            new long[] {3},
            () -> {
              throw new UncheckedIOException(new IOException("no more"));
            });
    Map<String, TensorData> broken = Map.of("a", good, "b", bad);
    assertThatThrownBy(() -> files.save(origin, new TeacherFiles.Saved(broken, TeacherCost.NONE)))
        .hasMessageContaining("no more");
    assertThat(files.find(origin)).isEmpty();
    assertThat(inside(origin)).isEmpty();
    TeacherCost cost = new TeacherCost(1.25, 4_000_000_000L);
    files.save(origin, new TeacherFiles.Saved(Map.of("a", good), cost));
    assertThatThrownBy(() -> files.save(origin, new TeacherFiles.Saved(broken, TeacherCost.NONE)))
        .hasMessageContaining("no more");
    TeacherFiles.Saved found = files.find(origin).orElseThrow();
    assertThat(found.cost()).isEqualTo(cost);
    assertThat(found.parameters().get("a").toFloats()).containsExactly(1, 2, 3);
    assertThat(inside(origin))
        .containsExactlyInAnyOrder(TeacherFiles.WEIGHTS, TeacherFiles.DESCRIPTION);
  }

  private List<String> inside(TrainingOrigin origin) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(origin.trial().id()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aTeacherThatIsRefusedSaysWhy() throws IOException {
    TrialSpec trial = teacherTrial();
    Map<String, Object> settings = new HashMap<>(TrialSpecParser.toSettings(trial));
    settings.putAll(Map.of("train_examples", 5000, "validation", "strict"));
    TrialResult result = sharing.teach(TrialSpecParser.fromSettings(settings), shares::add);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.category()).isEqualTo(FailureCategory.BAD_DATA);
    assertThat(result.message()).contains("fewer than train_examples asks for");
    assertThat(shares).isEmpty();
  }
}
