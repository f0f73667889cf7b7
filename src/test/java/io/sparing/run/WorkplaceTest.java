package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkplaceTest {

  @ParameterizedTest
  @EnumSource
  void itsDeviceIsThatOfTheEnvironment(DeviceKind kind) {
    assertThat(Workplace.of(kind.environment()).device()).isEqualTo(Workplace.device(kind));
    assertThat(Workplace.device(kind).isGpu()).isEqualTo(kind == DeviceKind.GPU);
  }

  @Test
  void aGpuThatIsNotThereEndsTheTrialAsUnsupported() throws IOException {
    assumeThat(Engine.getEngine("PyTorch").getGpuCount()).isZero();
    LocalTrialRunner runner =
        new LocalTrialRunner(
            Workplace.of(DeviceKind.GPU.environment()),
            name -> {
              throw new AssertionError("reached " + name);
            });
    TrialSpec spec =
        TrialSpecParser.fromSettings(
            Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "zero-shot"));
    for (TrialResult result :
        List.of(runner.prepare(spec, share -> {}), runner.run(spec, share -> {}))) {
      assertThat(result.category()).isEqualTo(FailureCategory.UNSUPPORTED);
      assertThat(result.message()).startsWith("Cannot run on gpu: libtorch sees no GPU here; ");
      assertThat(result.provenance().dataSha256()).isEmpty();
    }
  }
}
