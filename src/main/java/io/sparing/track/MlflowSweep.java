package io.sparing.track;

import io.sparing.trial.Provenance;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.RunState;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepStart;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings one sweep to MLflow. Each method may be called again after it failed: what the server has
 * is not made twice. Only one thread may use it.
 */
final class MlflowSweep {

  private static final String SWEEP = "sparing.tracking_id";
  private static final String PARENT = "mlflow.parentRunId";
  private static final String CUT =
      "MLflow is not sent all: values longer than it takes are cut, and end in …";

  private final MlflowClient client;
  private final TrackerSettings settings;
  private final String experimentName;
  private final SweepStart start;
  private final Tally tally;
  private final TrialLabels labels;
  private final RunFiles files;
  private final String trackingId;

  /** Runs of trials by trial: those that are complete, and those that are not. */
  private final Map<String, MlflowClient.Run> complete = new HashMap<>();

  private final Map<String, MlflowClient.Run> open = new HashMap<>();
  private String experiment;
  private MlflowClient.Run parent;
  private boolean known;
  private boolean filesRefused;
  private String commit = "";
  private int ok;
  private int failed;

  MlflowSweep(
      MlflowClient client,
      TrackerSettings settings,
      Optional<String> experiment,
      SweepStart start,
      Tally tally) {
    this.client = client;
    this.settings = settings;
    this.experimentName = experiment.orElse(start.sweep());
    this.start = start;
    this.tally = tally;
    this.labels = new TrialLabels(start.trials());
    this.files = new RunFiles(settings.folder());
    this.trackingId = TrackingId.of(settings.folder());
  }

  /** Returns the command that sends what is missing later. */
  String command() {
    return "./submit.sh track %s%s%s"
        .formatted(
            settings.folder(),
            settings.address().map(" --address "::concat).orElse(""),
            settings.experiment().map(" --experiment "::concat).orElse(""));
  }

  /** Finds the sweep's run, or makes one. */
  void begin() throws TrackerException {
    parent();
  }

  /** Makes the run of a trial that begins. */
  void start(TrialSpec spec, Instant now) throws TrackerException {
    run(spec.id(), spec, now);
  }

  /** Brings a result to the run of its trial, unless it is there. */
  void finish(WrittenResult written) throws TrackerException {
    TrialResult result = written.result();
    Provenance provenance = result.provenance();
    String moment = provenance.finishedAt().toString();
    runs();
    if (!isComplete(result.id(), moment)) {
      MlflowClient.Run run = run(result.id(), result.spec(), provenance.startedAt());
      log(run, MlflowTrial.content(result));
      put(run, files.ofTrial(result.id(), written.json()));
      client.update(run.id(), RunState.of(result.status()), provenance.finishedAt());
      Map<String, String> last = Map.of(MlflowTrial.FINISHED, moment);
      client.log(run.id(), RunContent.ofTags(last));
      open.remove(result.id());
      complete.put(result.id(), new MlflowClient.Run(run.id(), "", run.artifacts(), last));
    }
    commit = provenance.build().commit();
    ok += result.ok() ? 1 : 0;
    failed += result.ok() ? 0 : 1;
    tally.add();
  }

  /** Ends the sweep's run, and those of trials that have not ended. */
  void end(SweepEnd end, Instant now) throws TrackerException {
    MlflowClient.Run run = parent();
    for (MlflowClient.Run left : List.copyOf(open.values())) {
      client.update(left.id(), RunState.KILLED, now);
    }
    long moment = now.toEpochMilli();
    log(
        run,
        new RunContent(
            Map.of(),
            Map.of("sparing.message", end.message(), MlflowTrial.COMMIT, commit),
            List.of(
                new RunContent.Point("trials", ok + failed, moment, 0),
                new RunContent.Point("trials_ok", ok, moment, 0),
                new RunContent.Point("trials_failed", failed, moment, 0))));
    put(run, files.ofSweep());
    client.update(run.id(), end.state(), now);
  }

  private boolean isComplete(String trial, String moment) {
    MlflowClient.Run run = complete.get(trial);
    return run != null && moment.equals(run.tags().get(MlflowTrial.FINISHED));
  }

  private MlflowClient.Run parent() throws TrackerException {
    if (parent == null) {
      experiment = client.experiment(experimentName);
      List<MlflowClient.Run> before = client.search(experiment, SWEEP, trackingId);
      if (before.isEmpty()) {
        parent = client.create(experiment, start.sweep(), start.time(), ofSweep());
      } else {
        client.update(before.get(0).id(), RunState.RUNNING, start.time());
        parent = before.get(0);
      }
    }
    return parent;
  }

  /** Finds out which trials have a run; again after a run may have been made unseen. */
  private void runs() throws TrackerException {
    MlflowClient.Run run = parent();
    if (known) {
      return;
    }
    for (MlflowClient.Run child : client.search(experiment, PARENT, run.id())) {
      String trial = child.tags().getOrDefault(MlflowTrial.TRIAL, "");
      if (child.tags().containsKey(MlflowTrial.FINISHED)) {
        complete.put(trial, child);
      } else {
        open.put(trial, child);
      }
    }
    known = true;
  }

  /** Returns the run of a trial that is not complete, which is made if there is none. */
  private MlflowClient.Run run(String trial, TrialSpec spec, Instant begin)
      throws TrackerException {
    runs();
    MlflowClient.Run run = open.get(trial);
    if (run == null) {
      known = false;
      String name = MlflowTrial.name(labels.of(spec), spec);
      run = client.create(experiment, name, begin, ofTrial(trial));
      open.put(trial, run);
      known = true;
    }
    return run;
  }

  private Map<String, String> ofSweep() {
    Map<String, String> tags = source();
    tags.put(SWEEP, trackingId);
    tags.put("sparing.folder", settings.folder().toAbsolutePath().normalize().toString());
    tags.put("sparing.metric", start.metric().column());
    if (!start.description().isEmpty()) {
      tags.put("mlflow.note.content", start.description());
    }
    return tags;
  }

  private Map<String, String> ofTrial(String trial) {
    Map<String, String> tags = source();
    tags.put(PARENT, parent.id());
    tags.put(MlflowTrial.TRIAL, trial);
    return tags;
  }

  private Map<String, String> source() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("sparing.sweep", start.sweep());
    tags.put("mlflow.source.name", "Sparing");
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.user", System.getProperty("user.name", ""));
    return tags;
  }

  private void log(MlflowClient.Run run, RunContent content) throws TrackerException {
    if (client.log(run.id(), content)) {
      tally.note(CUT);
    }
  }

  /** Puts files; a server that takes none still has the rest. */
  private void put(MlflowClient.Run run, Map<String, byte[]> contents) throws TrackerException {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      try {
        client.put(run.artifacts(), file.getKey(), file.getValue());
      } catch (TrackerException e) {
        if (e.passing()) {
          throw e;
        }
        if (!filesRefused) {
          tally.note("MLflow lacks artefacts: " + e.getMessage());
        }
        filesRefused = true;
      }
    }
  }
}
