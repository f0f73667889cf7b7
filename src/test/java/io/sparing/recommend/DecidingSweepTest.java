package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.selector.Choice;
import io.sparing.selector.Deciding;
import io.sparing.selector.PapersRules;
import io.sparing.sweep.Sweep;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.TrialSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecidingSweepTest {

  private static final Choice LORA =
      Choice.of(
          "lora",
          "minilm-l6",
          "fp32",
          Map.of(
              "train_examples", "200",
              "epochs", "2",
              "learning_rate", "0.001",
              "lora_rank", "4",
              "lora_alpha", "16",
              "rank_pattern", "",
              "target_modules", "query+value"));
  private static final Choice STACK =
      Choice.of("qlora+prompt", "e5-small-v2", "nf4", Map.of("train_examples", "200"));

  @Test
  void theFileIsASweepOfTheTrialsThatWouldDecide(@TempDir Path folder) throws Exception {
    Deciding deciding =
        new Deciding(
            List.of(LORA, STACK), List.of("wordnet-topic", "wordnet-pairs"), List.of(2L), 60, 0.01);
    Path file = folder.resolve("decide.yaml");
    Files.writeString(file, DecidingSweep.text("decide-1", deciding, PapersRules.rules(), "cpu"));
    Sweep sweep = SweepParser.parse(file, List.of());
    assertThat(sweep.trials()).hasSize(deciding.trials());
    assertThat(sweep.trials()).extracting(TrialSpec::seed).containsOnly(2L);
    assertThat(sweep.trials()).extracting(TrialSpec::strategy).containsOnly("lora", "qlora+prompt");
    assertThat(sweep.trials().get(0).strategyParameters())
        .containsEntry("target_modules", List.of("query", "value"));
  }
}
