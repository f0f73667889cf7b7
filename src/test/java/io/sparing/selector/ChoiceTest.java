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
    assertThat(label("rag", Map.of("generator", "flan-t5-small")))
        .isEqualTo("minilm-l6 · rag · int8");
  }

  private static String label(String strategy, Map<String, String> settings) {
    return Choice.of(strategy, "minilm-l6", "int8", settings).label();
  }
}
