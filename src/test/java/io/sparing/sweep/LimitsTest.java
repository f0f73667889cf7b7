package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that no trial can use are refused with the limit. */
class LimitsTest {

  private static final String SWEEP =
      Sweeps.HEADER
          + """
          base: {max_length: 32, model: minilm-l6}
          blocks:
            - {strategy: STRATEGY, KEY: VALUE}
          """;

  private static String sweep(String strategy, String key, String value) {
    return SWEEP.replace("STRATEGY", strategy).replace("KEY", key).replace("VALUE", value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lora | lora_rank | 385 | at most 384, the width of model minilm-l6",
        "qlora | lora_rank | 5000 | at most 384, the width of model minilm-l6",
        "lora | lora_rank | 2147483647 | at most 100000",
        "lora | rank_pattern | '0-2:4, 5:99999' | at most 384, the width of model minilm-l6",
        "adalora | init_r | 385 | at most 384, the width of model minilm-l6",
        "adalora | init_r | 99999999999 | at most 100000",
        "prompt | num_virtual_tokens | 509 | at most 508",
        "prompt | num_virtual_tokens | 2147483647 | at most 100000",
        "adapter | reduction_factor | 99999999999 | at most 100000",
        "lora | batch_size | 2147483647 | at most 1000000",
        "lora | gradient_accumulation_steps | 99999999999999999999999 | at most 1000000",
        "lora | epochs | 2147483647 | at most 100000",
        "lora | early_stopping_patience | 4294967297 | at most 100000",
        "few-shot | shots | 2147483647 | at most 10000",
        "lora | seed | 99999999999999999999 | at most 9223372036854775807",
      })
  void areToldWithTheLimit(String strategy, String key, String value, String limit) {
    String list = key.equals("rank_pattern") ? "[" + value + "]" : value;
    assertThatThrownBy(() -> Sweeps.parse(sweep(strategy, key, list)))
        .isInstanceOf(InvalidSweepException.class)
        .hasMessageContaining("Invalid " + key + ": ")
        .hasMessageContaining(limit);
  }

  @Test
  void theLargestAreTaken() {
    assertThat(Sweeps.parse(sweep("lora", "lora_rank", "384")).trials()).hasSize(1);
    assertThat(Sweeps.parse(sweep("lora", "batch_size", "1000000")).trials()).hasSize(1);
    assertThat(Sweeps.parse(sweep("few-shot", "shots", "10000")).trials()).hasSize(1);
  }

  @Test
  void virtualTokensLeaveRoomForTheText() {
    String sweep = sweep("prompt", "num_virtual_tokens", "500");
    assertThatThrownBy(() -> Sweeps.parse(sweep))
        .hasMessageContaining("Invalid max_length: 32; beside 500 virtual tokens")
        .hasMessageContaining("at most 12 tokens");
  }

  @ParameterizedTest
  @CsvSource({"rouge_l", "exact_match", "token_f1"})
  void aMetricThatIsNotMeasuredIsRefused(String metric) {
    String sweep = sweep("lora", "epochs", "1").replace("metric: accuracy", "metric: " + metric);
    assertThatThrownBy(() -> Sweeps.parse(sweep))
        .hasMessageContaining("Invalid metric: " + metric + "; expected one that is measured")
        .hasMessageContaining("accuracy, macro_f1");
  }
}
