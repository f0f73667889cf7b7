package io.sparing.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A driver: {@code ./submit.sh sweep} as a child, which becomes Java under the same process id.
 *
 * @param process it
 * @param output name of what it prints, see {@link Children#output}
 */
record Driver(Process process, String output) {

  /**
   * What drivers of a round have in common.
   *
   * @param sparkArguments empty for local mode
   */
  record Command(Children children, Path sweep, Path results, String sparkArguments) {

    /** Starts a driver. */
    Driver start(String output, String... further) throws IOException {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(Path.of("submit.sh").toAbsolutePath().toString(), "sweep"));
      command.addAll(List.of(sweep.toString(), "--results", results.toString()));
      command.addAll(List.of("--slots", "2", "--threads", "1", "--heap", "256m"));
      command.addAll(List.of(further));
      ProcessBuilder builder = children.command(output, command);
      if (!sparkArguments.isEmpty()) {
        builder.environment().put("SPARING_SPARK_ARGS", sparkArguments);
      }
      return new Driver(builder.start(), output);
    }

    /** The same on a cluster. */
    Command on(Cluster cluster) {
      return new Command(children, sweep, results, cluster.sparkArguments());
    }

    /** The sweep's folder. */
    Path folder() {
      return results.resolve(TinySweep.NAME);
    }

    /** The sweep's ledger. */
    Path ledger() {
      return folder().resolve("ledger.jsonl");
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for its end; kills it after so many minutes. Returns whether it ended by itself. */
  boolean ends(int minutes) throws InterruptedException {
    if (process.waitFor(minutes, TimeUnit.MINUTES)) {
      return true;
    }
    process.destroyForcibly().waitFor();
    return false;
  }
}
