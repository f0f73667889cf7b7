package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepStart;
import io.sparing.watch.SweepWatcher;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Shows how a sweep goes: its plan, then one line for each trial that ends. Where a line may be
 * overwritten, the last one shows how many trials are done and what runs; elsewhere only whole
 * lines are written. Only one thread may use it.
 */
public final class ProgressPrinter implements SweepWatcher {

  private final PrintWriter out;
  private final Optional<StatusLine> status;
  private final Metric metric;
  private final int total;
  private final TrialLabels labels;
  private final TimeLeft timeLeft;
  private final Set<String> notices = new HashSet<>();
  private String spent = "";
  private int done;
  private int failed;

  /**
   * Makes a printer of one sweep.
   *
   * @param out where to
   * @param overwrites whether the last line may be overwritten, as on a terminal
   * @param metric shown of each trial
   * @param labels of the sweep's trials
   * @param trials that will run
   * @param expectedSeconds of a trial on one slot; only the proportions matter once some are done
   * @param slots trials at a time
   */
  public ProgressPrinter(
      PrintWriter out,
      boolean overwrites,
      Metric metric,
      TrialLabels labels,
      List<TrialSpec> trials,
      ToDoubleFunction<TrialSpec> expectedSeconds,
      int slots) {
    this.out = out;
    this.metric = metric;
    this.total = trials.size();
    this.status = overwrites ? Optional.of(new StatusLine(out, total)) : Optional.empty();
    this.labels = labels;
    this.timeLeft = new TimeLeft(trials, expectedSeconds, slots);
  }

  /** Prints what is going to happen. */
  public void plan(SweepStart start) {
    if (!start.description().isEmpty()) {
      out.println(start.description());
    }
    int already = start.trials().size() - total;
    out.printf(
        "Sweep %s: %s to run%s, %d at a time with %d %s each%s%n",
        start.sweep(),
        count(total, "trial"),
        already == 0 ? "" : " (" + already + " done before)",
        start.slots(),
        start.threads(),
        start.threads() == 1 ? "thread" : "threads",
        timeLeftWords(", about %s"));
    out.flush();
  }

  /** Shows what is made ready; where no line is overwritten, every tenth of the downloads. */
  @Override
  public void preparing(TrialSpec spec, double share) {
    underWay(spec, "%s and %s are made ready".formatted(spec.model(), spec.dataset()), share);
  }

  /** Shows which teacher is trained; where no line is overwritten, every tenth of the training. */
  @Override
  public void teaching(TrialSpec teacher, double share) {
    underWay(
        teacher,
        "%s is trained on %s as a teacher, seed %d"
            .formatted(teacher.model(), teacher.dataset(), teacher.seed()),
        share);
  }

  private void underWay(TrialSpec spec, String text, double share) {
    if (status.isPresent()) {
      status.get().running(spec, text, share);
    } else if (share > 0) {
      notice("%s   %.0f %%".formatted(text, 10 * Math.floor(10 * share)));
    }
  }

  /** Prints what a preparation reports, each line once. */
  @Override
  public void prepared(TrialResult result) {
    TrialSpec spec = result.spec();
    report(
        result,
        "%s cannot be made ready on %s: %s"
            .formatted(spec.model(), spec.dataset(), result.message()));
  }

  /** Prints what came of a teacher, if it is not simply trained. */
  @Override
  public void taught(TrialResult result) {
    TrialSpec teacher = result.spec();
    report(
        result,
        "%s cannot be trained on %s as a teacher: %s"
            .formatted(teacher.model(), teacher.dataset(), result.message()));
  }

  private void report(TrialResult result, String failure) {
    status.ifPresent(line -> line.ended(result.spec()));
    if (result.ok()) {
      result.message().lines().forEach(this::notice);
    } else {
      notice(failure);
    }
  }

  /** Prints a line, once. */
  @Override
  public void notice(String text) {
    if (notices.add(text)) {
      line(text);
    }
  }

  /** Shows that a trial began, where a line is overwritten. */
  @Override
  public void started(TrialSpec spec) {
    progressed(spec, 0);
  }

  /** Shows how far a trial is, where a line is overwritten. */
  @Override
  public void progressed(TrialSpec spec, double share) {
    status.ifPresent(line -> line.running(spec, labels.of(spec), share));
  }

  /** Keeps it for the line of the trial that has just ended. */
  @Override
  public void spent(String words) {
    spent = "   " + words;
  }

  /** Prints the line of a trial that ended. */
  @Override
  public void finished(WrittenResult written) {
    TrialResult result = written.result();
    done++;
    failed += result.ok() ? 0 : 1;
    double seconds = seconds(result);
    timeLeft.finished(result.spec(), seconds, result.ok());
    status.ifPresent(
        shown -> {
          shown.ended(result.spec());
          shown.count(done, failed, timeLeftWords("   about %s left"));
        });
    String line =
        String.format(
            Locale.ROOT,
            "[%" + width() + "d/%d] %-6s %-" + labels.width() + "s   %s   %s%s%s",
            done,
            total,
            word(result),
            labels.of(result.spec()),
            outcome(result),
            Words.seconds(seconds),
            timeLeftWords("   about %s left"),
            spent);
    line(line);
  }

  /** Takes the overwritten line away. */
  @Override
  public void ended(SweepEnd end) {
    status.ifPresent(StatusLine::clear);
  }

  private void line(String text) {
    if (status.isPresent()) {
      status.get().above(text);
    } else {
      out.println(text);
      out.flush();
    }
  }

  private String timeLeftWords(String format) {
    OptionalDouble left = timeLeft.seconds();
    return left.isPresent() ? format.formatted(Words.seconds(left.getAsDouble())) : "";
  }

  private String outcome(TrialResult result) {
    if (!result.ok()) {
      return (result.category() == null ? result.status() : result.category())
          + ": "
          + result.message();
    }
    OptionalDouble value = result.measurements().find(metric);
    String quality =
        value.isPresent()
            ? String.format(Locale.ROOT, "%s %.3f", metric.column(), value.getAsDouble())
            : "no " + metric.column();
    return result.message().isEmpty() ? quality : quality + "   " + result.message();
  }

  private int width() {
    return String.valueOf(total).length();
  }

  private static String word(TrialResult result) {
    return switch (result.status()) {
      case OK -> "ok";
      case FAILED -> "failed";
      case PRUNED -> "pruned";
      case QUARANTINED -> "lost";
    };
  }

  private static double seconds(TrialResult result) {
    return result
        .measurements()
        .find(Metric.TOTAL_SECONDS)
        .orElseGet(
            () ->
                Duration.between(result.provenance().startedAt(), result.provenance().finishedAt())
                        .toMillis()
                    / 1000.0);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
