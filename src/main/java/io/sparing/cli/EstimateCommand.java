package io.sparing.cli;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.data.Datasets;
import io.sparing.ledger.SweepFolder;
import io.sparing.needs.Estimator;
import io.sparing.needs.Expectation;
import io.sparing.needs.MachineCalibration;
import io.sparing.text.Printable;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.Settings;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estimate}: says what a trial will need, before it runs. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says what a trial will need: peaks of host and device memory, seconds and cost, each with"
            + " its interval. Runs nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./submit.sh estimate --model bge-small --strategy lora --max-length 256 --batch-size 32",
      "  ./submit.sh estimate --model minilm-l6 --strategy full --device gpu --results results",
      "  ./submit.sh estimate --grade --results results/estimates-cpu   how far estimates lie"
    })
final class EstimateCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model's name or folder; must be given.")
  private String model;

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      description = "How it is adapted; must be given.")
  private String strategy;

  @Option(
      names = "--number-format",
      paramLabel = "FORMAT",
      description = "Format of the deployed weights (default: the strategy's, else fp32).")
  private String numberFormat;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "The data set (default: ${DEFAULT-VALUE}).")
  private String dataset = Datasets.known().keySet().iterator().next();

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes, where they are not the data set's.")
  private Integer classes;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Training rows, where they are not the data set's.")
  private Long rows;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Longest text in tokens (default: as in a sweep).")
  private String maxLength;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows in a pass (default: as in a sweep).")
  private String batchSize;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another setting, as in a sweep file; may be repeated.")
  private List<String> more = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu or gpu (default: ${DEFAULT-VALUE}).")
  private String device = DeviceKind.CPU.text();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Native threads that the trial has (default: those of --calibration, else 1).")
  private Integer threads;

  @Option(
      names = "--gpu",
      paramLabel = "NAME",
      description =
          "The GPU whose price counts, as the price list names it (default: this machine's).")
  private String gpu;

  @Mixin private PricesOption prices = new PricesOption();

  @Option(
      names = "--results",
      split = ",",
      paramLabel = "FOLDER",
      description =
          "Measured trials of the machine, which make estimates sharper (default: those of"
              + " --calibration).")
  private List<Path> results = new ArrayList<>();

  @Option(
      names = "--calibration",
      paramLabel = "none|FILE",
      description =
          "What ./submit.sh calibrate measured of the machine (default: this machine's, if there is"
              + " one).")
  private String calibration;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--grade",
      description =
          "Fit one half of the shapes (model, length, batch) in --results and show how far the"
              + " estimates of the other half lie.")
  private boolean grade;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "With --grade: draw measured against estimated into an SVG file.")
  private Path plot;

  private final Path home;
  private final Function<List<Path>, List<TrialResult>> reader;

  @Spec private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param home results folder in which a calibration may lie
   * @param reader reads the trials of results folders
   */
  EstimateCommand(Path home, Function<List<Path>, List<TrialResult>> reader) {
    this.home = home;
    this.reader = reader;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DeviceKind kind = DeviceKind.find(device);
    EstimateText text = EstimateText.of(format);
    Optional<MachineCalibration> here =
        results.isEmpty() || calibration != null
            ? CalibrationFiles.find(home, calibration, kind.text())
            : Optional.empty();
    List<TrialResult> measured = measured(here);
    if (grade) {
      Grades.show(measured, kind, plot, out);
      return CommandLine.ExitCode.OK;
    }
    int own = threads == null ? here.map(found -> found.machine().threads()).orElse(1) : threads;
    Estimator estimator = Estimator.of(kind, own).calibrate(measured);
    TrialSpec trial = trial();
    Expectation expected =
        estimator.expect(
            trial,
            classes == null ? OptionalInt.empty() : OptionalInt.of(classes),
            rows == null ? OptionalLong.empty() : OptionalLong.of(rows));
    out.println(text.render(trial, expected, cost(kind, own, expected), estimator.rows()));
    return CommandLine.ExitCode.OK;
  }

  private List<TrialResult> measured(Optional<MachineCalibration> here) {
    List<Path> folders = new ArrayList<>(results);
    here.flatMap(this::rows).ifPresent(folders::add);
    return folders.isEmpty() ? List.of() : reader.apply(folders);
  }

  /**
   * Returns the folder with a calibration's trials, and says so on the error stream, since the
   * answer itself may be read by a program; empty if it has gone.
   */
  private Optional<Path> rows(MachineCalibration here) {
    Path folder = Path.of(here.results());
    String machine = here.machine().words();
    PrintWriter err = spec.commandLine().getErr();
    if (SweepFolder.is(folder)) {
      err.printf("Fitted to the calibration of %s: %s.%n", machine, Printable.of(folder));
      return Optional.of(folder);
    }
    err.printf("The trials of the calibration of %s have gone: %s.%n", machine, here.results());
    return Optional.empty();
  }

  private EstimatedCost cost(DeviceKind kind, int own, Expectation expected) {
    String name = gpu == null ? GpuName.here() : gpu;
    return EstimatedCost.of(prices.prices(), kind, name, own, expected);
  }

  private TrialSpec trial() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("dataset", dataset);
    texts.put("model", given("--model", model));
    texts.put("strategy", given("--strategy", strategy));
    put(texts, "number_format", numberFormat);
    put(texts, "max_length", maxLength);
    put(texts, "batch_size", batchSize);
    for (String setting : more) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "Invalid --set: %s; expected KEY=VALUE".formatted(setting));
      }
      texts.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    texts.forEach((name, text) -> values.put(name, setting(name).parse(text)));
    return TrialSpecParser.fromSettings(values);
  }

  private static String given(String option, String value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "Invalid %s: nothing; expected a name, as ./submit.sh list shows them".formatted(option));
    }
    return value;
  }

  private static void put(Map<String, String> settings, String name, String text) {
    if (text != null) {
      settings.put(name, text);
    }
  }

  private Parameter setting(String name) {
    return Stream.concat(
            Settings.find(name).stream(),
            Strategies.find(strategy).parameters().stream()
                .filter(parameter -> parameter.name().equals(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown setting: %s; docs/sweep-files.md lists those that strategy %s takes"
                        .formatted(name, strategy)));
  }
}
