package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.budget.Budget;
import io.sparing.budget.Resource;
import io.sparing.money.PricesParser;
import io.sparing.sources.SourceFolders;
import io.sparing.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SweepOptionsTest {

  private static SweepOptions options(String... arguments) {
    return CommandLine.populateCommand(new SweepOptions(), arguments);
  }

  private static Map<String, String> environment(String... arguments) {
    return options(arguments).workers(Duration.ofMinutes(1), Path.of("models")).environment();
  }

  @Test
  void howTrainingsAreControlledReachesTheWorkers() {
    assertThat(environment("--batch", "fixed", "--checkpoint-every", "90s"))
        .containsEntry("SPARING_BATCH", "FIXED")
        .containsEntry("SPARING_CHECKPOINT_EVERY", "90000");
    assertThatThrownBy(() -> environment("--batch", "half"))
        .hasMessage("Unknown --batch: half; known: fit, fixed");
    assertThatThrownBy(() -> environment("--checkpoint-every", "often"))
        .hasMessageStartingWith("Invalid --checkpoint-every: often");
  }

  @Test
  void whatIsSavedReachesTheWorkers() {
    Path models = Path.of("results", "mine", "models");
    assertThat(
            options("--save", "peft,torchscript")
                .workers(Duration.ofMinutes(1), models)
                .environment())
        .containsEntry("SPARING_SAVE", "peft,torchscript")
        .containsEntry("SPARING_SAVE_FOLDER", models.toAbsolutePath().toString());
    assertThat(options().workers(Duration.ofMinutes(1), models).environment())
        .containsOnlyKeys("SPARING_CACHE", "SPARING_MIRROR", "SPARING_PRICE_LIST");
  }

  @Test
  void pricesReachTheWorkersWithoutTheirFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.yaml"), "currency: EUR\ndate: 2026-11-01\nsource: our bills\n");
    SweepOptions options = options("--prices", file.toString());
    Map<String, String> environment = options.workers(Duration.ofMinutes(1), folder).environment();
    Files.delete(file);
    assertThat(PricesParser.of(environment).list()).isEqualTo("EUR, prices of 2026-11-01");
    assertThatThrownBy(options::prices).hasMessageStartingWith("Cannot find the prices: ");
  }

  @Test
  void capsOfTheCommandLineWin() {
    assertThat(options("--budget", "money=2").budget().cap(Resource.MONEY)).hasValue(2.0);
    assertThat(options().budget()).isEqualTo(Budget.NONE);
    assertThatThrownBy(() -> options("--budget", "5").budget())
        .hasMessage("Invalid budget: 5; expected such as money=5,hours=2");
  }

  @Test
  void mirrorsReachTheWorkers(@TempDir Path mirror) {
    assertThat(
            options("--mirror", mirror.toString())
                .workers(Duration.ofMinutes(1), Path.of("models"))
                .environment()
                .get("SPARING_MIRROR"))
        .startsWith(mirror.toString());
    SweepOptions nowhere = options("--mirror", mirror.resolve("gone").toString());
    assertThatThrownBy(() -> nowhere.workers(Duration.ofMinutes(1), Path.of("models")))
        .hasMessageStartingWith("Invalid mirror: ");
  }

  @Test
  void workersHaveTheFoldersOfThisProcess(@TempDir Path mirror) {
    System.setProperty("sparing.mirror", mirror.toString());
    try {
      assertThat(options().workers(Duration.ofMinutes(1), Path.of("models")).environment())
          .containsEntry("SPARING_MIRROR", mirror.toString())
          .containsEntry(
              "SPARING_CACHE", SourceFolders.ofThisProcess().cache().toAbsolutePath().toString());
    } finally {
      System.clearProperty("sparing.mirror");
    }
  }

  @Test
  void anUnknownFormatIsRefused() {
    SweepOptions options = options("--save", "onnx");
    assertThatThrownBy(() -> options.workers(Duration.ofMinutes(1), Path.of("models")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown export format: onnx; known: ");
  }

  @Test
  void sizesAndTimesReachTheWorkersAsTheyAreMeant() {
    WorkerSettings workers =
        options("--heap", "1.5GiB", "--memory", "3g", "--timeout", "1h30m")
            .workers(Duration.ofMinutes(1), Path.of("models"));
    assertThat(workers.maxHeap()).isEqualTo("1536m");
    assertThat(workers.memoryLimitBytes()).isEqualTo(3L << 30);
    assertThat(workers.deadline()).isEqualTo(Duration.ofMinutes(90));
    assertThat(options().workers(Duration.ofMinutes(1), Path.of("models")).maxHeap())
        .isEqualTo("1024m");
  }

  @Test
  void theCommandLinesPreparationTimeoutWins() {
    Duration sweeps = Duration.ofMinutes(3);
    assertThat(options("--preparation-timeout", "1h30m").preparationTimeout(sweeps))
        .isEqualTo(Duration.ofMinutes(90));
    assertThat(options().preparationTimeout(sweeps)).isEqualTo(sweeps);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--memory=0m|Invalid --memory: 0m; expected a size",
        "--memory=3,5g|Invalid --memory: 3,5g; expected a size",
        "--heap=abc|Invalid --heap: abc; expected a size",
        "--heap=0g|Invalid --heap: 0g; expected a size",
        "--heap=1m|Invalid --heap: 1m; expected at least 16MiB",
        "--timeout=0s|Invalid --timeout: 0s; expected a time",
        "--timeout=1,5h|Invalid --timeout: 1,5h; expected a time",
        "--timeout=90|Invalid --timeout: 90; expected a time",
        "--timeout=8d|Invalid --timeout: 8d; expected 1ms to 7d",
        "--preparation-timeout=0s|Invalid --preparation-timeout: 0s; expected a time",
        "--preparation-timeout=8d|Invalid --preparation-timeout: 8d; expected 1ms to 7d",
        "--save=pft|Unknown export format: pft; known: ",
        "--slots=0|Invalid slots: 0; expected 1 to 1024",
        "--threads=5000|Invalid threads: 5000; expected 1 to 1024",
        "--mirror=/nope|Invalid mirror: /nope; expected a folder",
        "--results=/dev/null/r|Invalid --results: /dev/null/r; /dev/null is no folder"
      })
  void whatARunRefusesIsRefusedBeforeIt(String argument, String message) {
    SweepOptions options = options(argument);
    assertThatThrownBy(() -> options.check(Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void waysToShowProgressAreKnownByName() {
    assertThat(options().progress()).isEqualTo(ProgressKind.AUTO);
    assertThat(options("--progress", "Bar").progress()).isEqualTo(ProgressKind.BAR);
    assertThat(ProgressKind.AUTO.overwrites(true)).isTrue();
    assertThat(ProgressKind.AUTO.overwrites(false)).isFalse();
    assertThat(ProgressKind.PLAIN.overwrites(true)).isFalse();
    assertThat(ProgressKind.BAR.overwrites(false)).isTrue();
    assertThatThrownBy(() -> options("--progress", "dots").progress())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown --progress: dots; known: auto, plain, bar, json");
  }

  @Test
  void aTrackerNeedsAnAddressAndAnAddressATracker(@TempDir Path folder) {
    assertThat(options().tracking(folder)).isEmpty();
    String[] known = {"--track", "mlflow", "--track-address", "http://127.0.0.1:5000"};
    assertThat(options(known).tracking(folder)).isPresent();
    assertThatThrownBy(() -> options("--track", "aim").tracking(folder))
        .hasMessage("Unknown tracker: aim; known: mlflow");
    assertThatThrownBy(() -> options("--track-address", "http://x:1").tracking(folder))
        .hasMessage(
            "Cannot track without a tracker; expected --track with --track-address, one of:"
                + " mlflow");
  }
}
