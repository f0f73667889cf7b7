package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  @Test
  void aLabelNamesOnlyWhatTellsAdviceApart() {
    assertThat(label("lora", Map.of("lora_rank", "8", "use_rslora", "true", "epochs", "3")))
        .isEqualTo("minilm-l6 · lora r=8 · int8");
    assertThat(label("adapter", Map.of("reduction_factor", "16", "train_examples", "2000")))
        .isEqualTo("minilm-l6 · adapter · int8 · 2,000 examples");
    assertThat(label("few-shot", Map.of("shots", "4")))
        .isEqualTo("minilm-l6 · few-shot k=4 · int8");
    assertThat(
            label(
                "neighbours",
                Map.of("n_neighbors", "8", "weights", "uniform", "train_examples", "500")))
        .isEqualTo("minilm-l6 · neighbours k=8 · int8 · 500 examples");
    assertThat(label("neighbours", Map.of("n_neighbors", "3", "weights", "distance")))
        .isEqualTo("minilm-l6 · neighbours k=3 weighted · int8");
    assertThat(label("rag", Map.of("generator", "flan-t5-small")))
        .isEqualTo("minilm-l6 · rag · int8");
  }

  @Test
  void whatKeepsTrainingRowsIsMoreThanAPrompt() {
    assertThat(Choice.of("few-shot", "m", "fp32", Map.of("shots", "4")).prompts()).isTrue();
    assertThat(Choice.of("neighbours", "m", "fp32", Map.of("train_examples", "50")).prompts())
        .isFalse();
    assertThat(Choice.of("lora", "m", "fp32", Map.of("epochs", "3")).prompts()).isFalse();
    assertThat(Choice.of("rag", "m", "fp32", Map.of("embedder", "e")).prompts()).isFalse();
  }

  private static String label(String strategy, Map<String, String> settings) {
    return Choice.of(strategy, "minilm-l6", "int8", settings).label();
  }
}
