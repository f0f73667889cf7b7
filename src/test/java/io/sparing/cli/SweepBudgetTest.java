package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sweep.Sweep;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.DeviceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SweepBudgetTest {

  private static final String SWEEP =
      """
      name: s
      dataset: wordnet-topic
      metric: accuracy
      budget: {hours: 2}
      blocks: [{model: minilm-l6, strategy: zero-shot, seed: [0, 1, 2]}]
      """;

  @TempDir private Path folder;

  private final Sweep sweep = SweepParser.parse(SWEEP, "s.yaml", List.of());

  private SweepBudget budget(String... arguments) {
    SweepOptions options = CommandLine.populateCommand(new SweepOptions(), arguments);
    return SweepBudget.of(sweep, options, List::of);
  }

  private List<String> foreseen(String... arguments) {
    return budget(arguments).foreseen(folder, List.of(), sweep.trials());
  }

  @Test
  void capsOfTheCommandLineTakeThePlaceOfTheFiles() {
    assertThat(budget("--budget", "hours=1,money=3").budget().caps().values())
        .containsExactly(3.0, 1.0);
    assertThat(budget().spending().budget()).isEqualTo(sweep.budget());
  }

  @Test
  void moneyIsRefusedWhereTheDeviceHasNoPrice() throws IOException {
    Path prices =
        Files.writeString(
            folder.resolve("own.yaml"), "currency: EUR\ndate: 2026-11-01\nsource: our bills\n");
    assertThatThrownBy(() -> budget("--prices", prices.toString(), "--budget", "money=5"))
        .hasMessage(
            "Cannot keep a budget of money: the price list has no core_hour; add it (EUR, prices of"
                + " 2026-11-01); name your prices with --prices FILE, or leave money out");
    assertThat(budget("--prices", prices.toString()).budget()).isEqualTo(sweep.budget());
  }

  @Test
  void energyIsRefusedWhereThereIsNoMeter() {
    if (Power.mostWatts(DeviceKind.CPU).equals(OptionalDouble.empty())) {
      assertThatThrownBy(() -> budget("--budget", "kwh=1"))
          .hasMessageStartingWith("Cannot keep a budget of kwh: this machine has no energy meter");
    } else {
      assertThat(budget("--budget", "kwh=1").tariff().watts()).isPositive();
    }
  }

  @Test
  void whatIsForeseenSaysHowManyTrialsAreCovered() {
    assertThat(foreseen("--threads", "1"))
        .hasSize(2)
        .first()
        .asString()
        .matches("What is missing should cost about 0\\.[0-9]+ USD, by prices of [0-9-]+\\.");
    assertThat(foreseen("--threads", "1").get(1))
        .isEqualTo(
            "The budget should cover 3 of the 3 missing trials; spent before: 0.00 of 2.00"
                + " device-hours.");
    assertThat(foreseen("--threads", "1", "--budget", "hours=0.0001").get(1))
        .startsWith("The budget should cover 0 of the 3 missing trials");
  }
}
