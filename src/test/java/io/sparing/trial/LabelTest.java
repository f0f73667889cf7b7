package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The labels of trials, which reports, logs and other tests quote: none of them may change. */
class LabelTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      textBlock =
          """
          full                                  -> full
          linear-probe                          -> linear-probe
          bitfit                                -> bitfit
          lora                                  -> lora r=8
          lora lora_rank=64 lora_alpha=4        -> lora r=64
          lora use_rslora=true                  -> lora r=8 rs
          lora rank_pattern=0:4+2-3:16          -> lora r=8 0:4 2-3:16
          lora use_rslora=true rank_pattern=1:2 -> lora r=8 1:2 rs
          qlora number_format=nf4               -> qlora r=8
          adalora                               -> adalora from 12 r=8
          ia3                                   -> ia3
          adapter                               -> adapter pfeiffer ÷16
          adapter adapter_placement=houlsby reduction_factor=4 -> adapter houlsby ÷4
          prompt                                -> prompt n=20 at input
          prompt prompt_layers=0-2+5            -> prompt n=20 at 0-2+5
          freeze                                -> freeze first 4
          adaptive-freeze                       -> adaptive-freeze p50.0
          qat number_format=int8                -> qat
          distillation                          -> distillation matched by bge-small
          distillation hidden_weight=0          -> distillation by bge-small
          zero-shot                             -> zero-shot
          few-shot shots=2                      -> few-shot k=2
          neighbours                            -> neighbours k=8
          neighbours n_neighbors=3 weights=distance -> neighbours k=3 weighted
          lora+adapter                          -> lora+adapter pfeiffer r=8 ÷16
          """)
  void aStrategyAndWhatItsParametersShow(String settings, String label) {
    TrialSpec spec = TrialSpecs.spec(parsed(settings));
    assertThat(spec.label()).isEqualTo("minilm-l6 · " + label + " · " + spec.numberFormat());
  }

  private static Map<String, Object> parsed(String text) {
    List<String> parts = List.of(text.split(" "));
    Map<String, Object> settings = new LinkedHashMap<>(Map.of("strategy", parts.get(0)));
    parts.stream()
        .skip(1)
        .map(part -> part.split("="))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    return settings;
  }
}
