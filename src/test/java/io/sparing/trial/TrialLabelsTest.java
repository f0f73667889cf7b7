package io.sparing.trial;

import static io.sparing.trial.TrialSpecs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialLabelsTest {

  @Test
  void whatDiffersAmongTrialsOfOneLabelIsTold() {
    List<TrialSpec> trials =
        List.of(
            spec(Map.of()),
            spec(Map.of("seed", 1)),
            spec(Map.of("learning_rate", 0.01, "max_length", 12)),
            spec(Map.of("strategy", "full")),
            spec(Map.of("strategy", "full", "seed", 1)));
    TrialLabels labels = new TrialLabels(trials);
    String lora = "minilm-l6 · lora r=8 · fp32 · max_length=%d · learning_rate=%s";
    assertThat(trials.stream().map(labels::of))
        .containsExactly(
            lora.formatted(128, trials.get(0).training().orElseThrow().optimizer().learningRate()),
            lora.formatted(128, trials.get(0).training().orElseThrow().optimizer().learningRate()),
            lora.formatted(12, 0.01),
            "minilm-l6 · full · fp32",
            "minilm-l6 · full · fp32");
    assertThat(labels.width()).isEqualTo(labels.of(trials.get(0)).length());
    TrialSpec other = spec(Map.of("strategy", "bitfit"));
    assertThat(labels.of(other)).isEqualTo(other.label());
  }
}
