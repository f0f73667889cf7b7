package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.spark.Slots;
import io.sparing.spark.SweepExecution;
import io.sparing.spark.TrialListener;
import io.sparing.spark.WorkerClassPath;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.SparkSession;

/**
 * The part of a sweep between its plan and its table: runs trials on Spark and shows how it goes.
 *
 * @param name of the sweep
 * @param metric shown of each trial
 * @param expectedSeconds of a trial on one slot
 * @param options of the command
 */
record TrialsRun(
    String name, Metric metric, ToDoubleFunction<TrialSpec> expectedSeconds, SweepOptions options) {

  /**
   * Runs the trials.
   *
   * @param session opened with the options' slots
   * @param already how many trials of the sweep were done before
   * @param timeout of a trial, where the options give none
   * @param commit gets each result before its line is printed
   * @return the results in the order in which they ended
   */
  List<TrialResult> run(
      SparkSession session,
      List<TrialSpec> trials,
      int already,
      Duration timeout,
      Consumer<TrialResult> commit,
      PrintWriter out)
      throws InterruptedException {
    Slots slots = options.slots();
    ProgressPrinter printer =
        new ProgressPrinter(out, Home.terminal(), metric, trials, expectedSeconds, slots.slots());
    printer.plan(name, already, slots.slots(), slots.threads());
    List<TrialResult> results = new ArrayList<>();
    String classPath = WorkerClassPath.find(session.sparkContext().conf());
    new SweepExecution(session, options.workers(classPath, timeout))
        .run(
            trials,
            new TrialListener() {
              @Override
              public void started(TrialSpec spec) {
                printer.started(spec);
              }

              @Override
              public void finished(TrialResult result) {
                commit.accept(result);
                results.add(result);
                printer.finished(result);
              }
            });
    return results;
  }
}
