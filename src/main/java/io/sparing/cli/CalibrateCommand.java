package io.sparing.cli;

import io.sparing.budget.Budget;
import io.sparing.ledger.SweepFolder;
import io.sparing.measure.Metric;
import io.sparing.needs.CalibrationTrials;
import io.sparing.needs.MachineCalibration;
import io.sparing.needs.MachineCalibrationParser;
import io.sparing.sweep.Sweep;
import io.sparing.text.Printable;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calibrate}: measures this machine, so that advice learned elsewhere fits it. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures how fast two small models answer and train on this machine and what memory they"
            + " take, in two minutes. recommend and estimate then fit needs that were measured on"
            + " another machine to this one. The trials of an earlier calibration are replaced.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./submit.sh calibrate",
      "  ./submit.sh calibrate --device gpu",
      "  ./submit.sh calibrate --grade results/there results/here   how well it works"
    })
final class CalibrateCommand implements Callable<Integer> {

  private static final Duration LONGEST_TRIAL = Duration.ofMinutes(10);

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu or gpu: what is measured (default: ${DEFAULT-VALUE}).")
  private String device = DeviceKind.CPU.text();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Native threads that a model has where it shall answer (default: all cores).")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to write; the trials go beside it (default: results/calibration-DEVICE.json in"
              + " Sparing's folder, where recommend and estimate look).")
  private Path out;

  @Option(
      names = "--grade",
      description =
          "Measure nothing: foresee needs of the second folder's machine from rows of the first and"
              + " the second's calibration trials, and show how far its other rows lie.")
  private boolean grade;

  @Parameters(
      arity = "0..2",
      paramLabel = "RESULTS",
      description = "With --grade: rows of another machine, then rows of the graded one.")
  private List<Path> results = new ArrayList<>();

  private final Function<List<Path>, List<TrialResult>> reader;

  @Spec private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param reader reads the trials of results folders
   */
  CalibrateCommand(Function<List<Path>, List<TrialResult>> reader) {
    this.reader = reader;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DeviceKind kind = DeviceKind.find(device);
    if (grade) {
      return grade(kind);
    }
    if (!results.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid folder: %s; expected none without --grade"
              .formatted(Printable.of(results.get(0))));
    }
    Path file =
        (out == null ? CalibrationFiles.file(Home.results(), kind.text()) : out).toAbsolutePath();
    kind.checkHere();
    SweepOptions options = options(kind, file.getParent());
    Sweep sweep = sweep(kind);
    options.check(sweep.timeout());
    clear(Sweeps.folder(sweep, options));
    Console console = Console.of(ProgressKind.PLAIN, spec.commandLine());
    SweepOutcome outcome = Sweeps.run(sweep, options, console);
    if (outcome.succeeded() == 0) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    write(outcome, file, console.people());
    return CommandLine.ExitCode.OK;
  }

  private int grade(DeviceKind kind) {
    if (results.size() != 2) {
      throw new IllegalArgumentException(
          "Invalid --grade: %d folders; expected two, of another machine and of the graded one"
              .formatted(results.size()));
    }
    CalibrationGrades.show(
        reader.apply(results.subList(0, 1)),
        reader.apply(results.subList(1, 2)),
        kind,
        spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }

  private static Sweep sweep(DeviceKind kind) {
    return new Sweep(
        CalibrationFiles.name(kind.text()),
        "How fast this machine is: two small models answer and train, one at a time",
        Metric.ACCURACY,
        CalibrationTrials.of(kind),
        0,
        LONGEST_TRIAL,
        LONGEST_TRIAL,
        Budget.NONE);
  }

  private SweepOptions options(DeviceKind kind, Path folder) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--slots=1", "--device=" + kind.text(), "--results=" + folder, "--all"));
    if (threads != null) {
      arguments.add("--threads=" + threads);
    }
    return CommandLine.populateCommand(new SweepOptions(), arguments.toArray(String[]::new));
  }

  /**
   * Removes an earlier calibration, since a machine is measured anew.
   *
   * @throws IllegalArgumentException if the folder holds other trials
   */
  private static void clear(Path folder) {
    if (!SweepFolder.is(folder)) {
      return;
    }
    boolean own =
        SweepFolder.look(folder).latest().stream()
            .allMatch(result -> CalibrationTrials.has(result.id()));
    if (!own) {
      throw new IllegalArgumentException(
          "Cannot calibrate into %s: it holds other trials; remove them with ./submit.sh results remove, or give another place with --out"
              .formatted(Printable.of(folder)));
    }
    SweepFolder.remove(folder);
  }

  private static void write(SweepOutcome outcome, Path file, PrintWriter printer)
      throws IOException {
    MachineCalibration calibration =
        MachineCalibration.of(
            outcome.results(),
            Machine.memoryGigabytes(),
            outcome.folder().toAbsolutePath().normalize().toString());
    Files.writeString(file, MachineCalibrationParser.text(calibration));
    printer.printf(
        "%n%s%n%nWrote   %s: %s, %d trials. recommend and estimate fit their answers to it.%n",
        CalibrationText.render(calibration),
        file,
        calibration.machine().words(),
        calibration.trials().size());
    printer.flush();
  }
}
