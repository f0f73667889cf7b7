package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.trial.Build;
import io.sparing.trial.GpuModel;
import io.sparing.trial.Processor;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpecParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {

  private static Machine of(String device, String hardware, Processor processor, GpuModel gpu) {
    Instant now = Instant.EPOCH;
    Provenance provenance =
        new Provenance(
            "0",
            "jvm",
            "0",
            "0",
            hardware,
            "host",
            2,
            device,
            "",
            "",
            1,
            now,
            now,
            Build.UNKNOWN,
            processor,
            gpu,
            1);
    return Machine.of(
        new TrialResult(
            TrialSpecParser.fromSettings(
                Map.of("dataset", "wordnet-topic", "model", "bge-small", "strategy", "full")),
            Status.OK,
            null,
            "",
            Measurements.NONE,
            List.of(),
            List.of(),
            provenance));
  }

  private static Machine cpu(String instructions) {
    return of(
        "cpu", "AMD EPYC, 2 cores", new Processor("AMD EPYC", instructions, 2), GpuModel.NONE);
  }

  private static Machine gpu(long bytes) {
    return of("gpu", "GPU", Processor.UNKNOWN, new GpuModel("GPU", bytes, "", "", ""));
  }

  @Test
  void processorsOfOneNameDifferByTheirInstructions() {
    assertThat(cpu("avx2")).isNotEqualTo(cpu("avx2 avx512f")).isEqualTo(cpu("avx2"));
  }

  @Test
  void gpusOfOneNameDifferByTheirMemory() {
    assertThat(gpu(40L << 30)).isNotEqualTo(gpu(80L << 30)).isEqualTo(gpu(40L << 30));
  }

  @Test
  void resultsOfEarlierVersionsHaveTheTextThatTheyHad() {
    assertThat(cpu("").hardware()).isEqualTo("AMD EPYC, 2 cores");
    assertThat(gpu(0).hardware()).isEqualTo("GPU");
  }
}
