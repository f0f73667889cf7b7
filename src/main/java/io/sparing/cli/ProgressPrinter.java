package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Shows how a sweep goes: its plan, then one line for each trial that ends. On a terminal a last
 * line that is overwritten shows what has begun; elsewhere only whole lines are written. Only one
 * thread may use it.
 */
public final class ProgressPrinter implements TrialListener {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final Metric metric;
  private final int total;
  private final TrialLabels labels;
  private final TimeLeft timeLeft;
  private final Set<String> notices = new HashSet<>();
  private int done;

  /**
   * Makes a printer of one sweep.
   *
   * @param out where to
   * @param terminal whether {@code out} is a terminal; see {@link Home#terminal()}
   * @param metric shown of each trial
   * @param labels of the sweep's trials
   * @param trials that will run
   * @param expectedSeconds of a trial on one slot; only the proportions matter once some are done
   * @param slots trials at a time
   */
  public ProgressPrinter(
      PrintWriter out,
      boolean terminal,
      Metric metric,
      TrialLabels labels,
      List<TrialSpec> trials,
      ToDoubleFunction<TrialSpec> expectedSeconds,
      int slots) {
    this.out = out;
    this.terminal = terminal;
    this.metric = metric;
    this.total = trials.size();
    this.labels = labels;
    this.timeLeft = new TimeLeft(trials, expectedSeconds, slots);
  }

  /**
   * Prints what is going to happen.
   *
   * @param name of the sweep
   * @param already trials that are done from earlier runs
   * @param slots trials at a time
   * @param threads native threads of each
   */
  public void plan(String name, int already, int slots, int threads) {
    out.printf(
        "Sweep %s: %s to run%s, %d at a time with %d %s each%s%n",
        name,
        count(total, "trial"),
        already == 0 ? "" : " (" + already + " done before)",
        slots,
        threads,
        threads == 1 ? "thread" : "threads",
        timeLeftWords(", about %s"));
    out.flush();
  }

  /** Shows what is made ready; where there is no terminal, every tenth of the downloads. */
  @Override
  public void preparing(TrialSpec spec, double share) {
    underWay("%s and %s are made ready".formatted(spec.model(), spec.dataset()), share);
  }

  /** Shows which teacher is trained; where there is no terminal, every tenth of the training. */
  @Override
  public void teaching(TrialSpec teacher, double share) {
    underWay(
        "%s is trained on %s as a teacher, seed %d"
            .formatted(teacher.model(), teacher.dataset(), teacher.seed()),
        share);
  }

  private void underWay(String text, double share) {
    if (share == 0) {
      begun(text);
    } else if (terminal) {
      begun("%s   %.0f %%".formatted(text, 100 * share));
    } else {
      notice("%s   %.0f %%".formatted(text, 10 * Math.floor(10 * share)));
    }
  }

  /** Prints what a preparation reports, each line once. */
  @Override
  public void prepared(TrialResult result) {
    TrialSpec spec = result.spec();
    if (!result.ok()) {
      notice(
          "%s cannot be made ready on %s: %s"
              .formatted(spec.model(), spec.dataset(), result.message()));
    } else {
      result.message().lines().forEach(this::notice);
    }
  }

  /** Prints what came of a teacher, if it is not simply trained. */
  @Override
  public void taught(TrialResult result) {
    TrialSpec teacher = result.spec();
    if (!result.ok()) {
      notice(
          "%s cannot be trained on %s as a teacher: %s"
              .formatted(teacher.model(), teacher.dataset(), result.message()));
    } else {
      result.message().lines().forEach(this::notice);
    }
  }

  /** Prints a line, once. */
  @Override
  public void notice(String text) {
    if (notices.add(text)) {
      line(text);
    }
  }

  /** Shows that a trial began, on a terminal only. */
  @Override
  public void started(TrialSpec spec) {
    begun(labels.of(spec));
  }

  /** Shows how far a trial is, on a terminal only. */
  @Override
  public void progressed(TrialSpec spec, double share) {
    begun("%s   %.0f %%".formatted(labels.of(spec), 100 * share));
  }

  private void begun(String text) {
    if (terminal) {
      out.print(CLEAR_LINE + " ".repeat(2 * width() + 4) + "… " + text);
      out.flush();
    }
  }

  /** Prints the line of a trial that ended. */
  @Override
  public void finished(WrittenResult written) {
    TrialResult result = written.result();
    done++;
    double seconds = seconds(result);
    timeLeft.finished(result.spec(), seconds, result.ok());
    String line =
        String.format(
            Locale.ROOT,
            "[%" + width() + "d/%d] %-6s %-" + labels.width() + "s   %s   %s%s",
            done,
            total,
            word(result),
            labels.of(result.spec()),
            outcome(result),
            Words.seconds(seconds),
            timeLeftWords("   about %s left"));
    line(line);
  }

  private void line(String text) {
    out.println((terminal ? CLEAR_LINE : "") + text);
    out.flush();
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
