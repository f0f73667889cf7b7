package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.train.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialResultParserTest {

  private static final TrialSpec SPEC =
      TrialSpecParser.fromSettings(
          Map.of("dataset", "wordnet-topic", "model", "bge-small", "strategy", "full"));
  private static final Provenance PROVENANCE =
      new Provenance(
          "dev",
          "jvm",
          "djl",
          "pytorch",
          "a processor, 2 cores",
          "host",
          2,
          "cpu",
          "aa",
          "bb",
          3,
          Instant.parse("2026-01-01T00:00:00.123456789Z"),
          Instant.parse("2026-01-01T00:00:01Z"),
          new Build("ab".repeat(20), true),
          new Processor("a processor", "avx2 avx512f", 2),
          new GpuModel("a GPU", 80L << 30, "9.0", "580.1", "GPU-1"),
          4);

  private static TrialResult ok() {
    Measurements measurements =
        new Measurements(Map.of(Metric.ACCURACY, 1 / 3.0, Metric.WEIGHT_BYTES, 9e15));
    return new TrialResult(
        SPEC,
        Status.OK,
        null,
        "",
        measurements,
        List.of(0.1, 1e-9),
        List.of(new CurvePoint(1, 0.5, 0.25, 2.3, null), new CurvePoint(2, 1, 0.5, 2.2, 0.75)),
        PROVENANCE);
  }

  private static TrialResult again(TrialResult result) {
    String line = TrialResultParser.toJson(result).toString();
    assertThat(line).doesNotContain("\n");
    return TrialResultParser.fromJson(JsonParser.parseString(line).getAsJsonObject());
  }

  @Test
  void resultsReadBackAsTheyWere() {
    assertThat(again(ok())).isEqualTo(ok());
  }

  @Test
  void decisionsReadBackAsTheyWere() {
    Decision seen =
        new Decision(7, 1.5, Decision.Action.FIT_BATCH, 64, 5, "No \"room\"", 1L, 2L, 3L);
    Decision blind =
        new Decision(9, 2, Decision.Action.SAVE_CHECKPOINT, 5, 5, "5 m", null, null, null);
    TrialResult decided = ok().deciding(List.of(seen, blind));
    assertThat(again(decided)).isEqualTo(decided);
    assertThat(decided.saying("another").decisions()).isEqualTo(decided.decisions());
  }

  @Test
  void aLineOfAnEarlierVersionHasNoDecisions() {
    JsonObject line = TrialResultParser.toJson(ok());
    assertThat(line.has("decisions")).isFalse();
    assertThat(TrialResultParser.fromJson(line).decisions()).isEmpty();
  }

  @Test
  void aResultOfAnEarlierVersionKnowsLessOfItsMachine() {
    JsonObject json = TrialResultParser.toJson(ok());
    JsonObject provenance = json.getAsJsonObject("provenance");
    for (String name :
        List.of(
            "code_commit",
            "code_dirty",
            "processor",
            "vector_instructions",
            "cores",
            "gpu_name",
            "gpu_memory_bytes",
            "gpu_compute_capability",
            "gpu_driver",
            "gpu_uuid",
            "slots")) {
      assertThat(provenance.remove(name)).as(name).isNotNull();
    }
    Provenance read = TrialResultParser.fromJson(json).provenance();
    assertThat(read.hardware()).isEqualTo("a processor, 2 cores");
    assertThat(read.build()).isEqualTo(Build.UNKNOWN);
    assertThat(read.processor()).isEqualTo(Processor.UNKNOWN);
    assertThat(read.gpu()).isEqualTo(GpuModel.NONE);
    assertThat(read.slots()).isZero();
  }

  @Test
  void failuresReadBackWithTheirCategoryAndMessage() {
    for (FailureCategory category : FailureCategory.values()) {
      TrialResult failed = Failures.result(SPEC, category, "it \"said\"\nno …", PROVENANCE);
      assertThat(failed.message()).isEqualTo("it \"said\" no …");
      assertThat(again(failed)).isEqualTo(failed);
    }
  }

  @Test
  void aFieldThatIsMissingIsNamed() {
    for (String name :
        List.of(
            "trial_id",
            "spec",
            "status",
            "message",
            "metrics",
            "latency_samples_millis",
            "curve",
            "provenance")) {
      JsonObject json = TrialResultParser.toJson(ok());
      json.remove(name);
      assertThatThrownBy(() -> TrialResultParser.fromJson(json))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot read a trial's result without its " + name);
    }
  }

  @Test
  void aCategoryComesWithFailureAndOnlyThen() {
    assertThatThrownBy(
            () ->
                new TrialResult(
                    SPEC,
                    Status.FAILED,
                    null,
                    "",
                    Measurements.NONE,
                    List.of(),
                    List.of(),
                    PROVENANCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid category: null for a trial with status FAILED");
  }
}
