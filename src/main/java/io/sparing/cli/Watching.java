package io.sparing.cli;

import io.sparing.track.Tracking;
import io.sparing.trial.Failures;
import io.sparing.watch.EventFile;
import io.sparing.watch.Events;
import io.sparing.watch.RunState;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepStart;
import io.sparing.watch.SweepWatcher;
import io.sparing.watch.Watchers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a sweep under the eyes of all who watch it, who learn of its end however it ends.
 *
 * @param start what is known as it begins
 * @param folder of the sweep, which exists
 * @param console where it is shown
 * @param printer that shows it
 * @param tracking where it is tracked; empty if it is not
 */
record Watching(
    SweepStart start,
    Path folder,
    Console console,
    ProgressPrinter printer,
    Optional<Tracking> tracking) {

  /** What is watched. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @param watcher to call as it goes on
     */
    void run(SweepWatcher watcher) throws IOException, InterruptedException;
  }

  /** Does the work; what it throws is thrown here, after the watchers have learned of the end. */
  void run(Work work) throws IOException, InterruptedException {
    EventFile file = new EventFile(folder, printer::notice);
    SweepWatcher watcher = watcher(file);
    InterruptionNotice notice =
        new InterruptionNotice(
            start.sweep(), console.people(), () -> watcher.ended(SweepEnd.KILLED));
    SweepEnd end = SweepEnd.FINISHED;
    try {
      watcher.began(start);
      work.run(watcher);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      end = new SweepEnd(RunState.FAILED, Failures.message(e));
      throw e;
    } finally {
      // Where a signal ends the process, another thread still writes the end.
      if (notice.close()) {
        watcher.ended(end);
        file.close();
      }
    }
  }

  private SweepWatcher watcher(EventFile file) {
    List<Consumer<String>> sinks = new ArrayList<>();
    sinks.add(file);
    console.events().ifPresent(out -> sinks.add(out::println));
    Events events = new Events(file.lastSequence(), Clock.systemUTC(), sinks);
    List<SweepWatcher> all = new ArrayList<>();
    tracking.ifPresent(
        tracker ->
            all.add(
                tracker.watcher(
                    text -> {
                      events.notice(text);
                      printer.notice(text);
                    })));
    all.add(events);
    all.add(printer);
    return new Watchers(all);
  }
}
